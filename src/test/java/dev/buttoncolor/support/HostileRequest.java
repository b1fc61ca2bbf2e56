package dev.buttoncolor.support;

import java.util.List;
import java.util.Random;

/**
 * A request that an attacker or a broken client could send. What must never come back as markup or
 * as a header of the answer is marked with {@link #MARK}.
 *
 * @param bytes the whole request, each byte as one character
 * @param head whether HEAD is its method
 * @param whole whether its end can be told, so that another may follow on the same connection
 */
public record HostileRequest(String bytes, boolean head, boolean whole) {

  public static final String MARK = "zq";

  private static final List<String> METHODS =
      List.of("OPTIONS", "TRACE", "CONNECT", "PUT", "get", "PROPFIND", "<b>zq", "G\0T", "PRI");

  private static final List<String> PATHS =
      List.of(
          "/",
          "/",
          "/",
          "/signup",
          "/signup",
          "/signup",
          "/results",
          "/results.json",
          "/results.csv",
          "/results/method",
          "/health",
          "/ready",
          "/metrics");

  private static final List<String> ODD_PATHS =
      List.of(
          "/../../etc/passwd",
          "/%2e%2e/%2e%2e/etc/passwd",
          "/static/../../specs.json",
          "/static/..%2f..%2fspecs.json",
          "/static/%252e%252e/specs.json",
          "/static/%c0%ae%c0%ae/specs.json",
          "/static/\\..\\specs.json",
          "/static/",
          "/WEB-INF/web.xml",
          "/signup/",
          "/signup%2f",
          "/signup;zq=<b>zq",
          "/;jsessionid=zq",
          "//",
          "//evil.example/zq",
          "/%",
          "/%zz",
          "/%00zq",
          "/%3Cb%3Ezq",
          "/<b>zq",
          "/%0d%0aX-Injected:%20zq",
          "/\u0001zq",
          "/\u00ff\u00fe",
          "/%ff%fe",
          "*",
          "zq",
          "",
          "evil.example:443",
          "http://evil.example/",
          "http://evil.example/signup",
          "http://<b>zq/",
          "http://[::1/",
          "http://:0/",
          "https://evil.example:99999/",
          "ftp://evil.example/zq");

  private static final List<String> NAMES =
      List.of("random", "random", "random", "variant", "variant", "%72andom", "zq", "<b>zq", "");

  private static final List<String> VALUES =
      List.of(
          "",
          "true",
          "1",
          "Green",
          "somebody",
          "some_body-else",
          "<b>zq",
          "%3Cb%3Ezq",
          "%253Cb%253Ezq",
          "%22%3E%3Cscript%3Ezq",
          "\"><script>zq",
          "%27%20onload=zq",
          "%3C/style%3E%3Cb%3Ezq",
          "</p><b>zq",
          "%0d%0aX-Injected:%20zq",
          "%0d%0a%0d%0a%3Cb%3Ezq",
          "%E5%98%8A%E5%98%8DX-Injected:%20zq",
          "javascript:zq",
          "$%7B7*7%7Dzq",
          "%27%20or%201=1%20--%20zq",
          "%E2%80%AEzq",
          "%F0%9F%92%A9zq",
          "%F0%9F",
          "%ED%A0%80",
          "%c0%bcb%c0%bezq",
          "%ff%fezq",
          "%00zq",
          "%u003cbzq",
          "%",
          "%2",
          "%zz",
          "&&==&;;",
          "\u0007zq",
          "\u00e9zq",
          "a".repeat(64),
          "a".repeat(65),
          "a".repeat(3_000),
          "%41".repeat(1_000),
          "a".repeat(9_000));

  private static final List<String> HEADERS =
      List.of(
          "Accept: application/json",
          "Accept: application/json",
          "Accept: application/json;q=zq",
          "Accept: application/json;q=-1, text/html;q=1e999",
          "Accept: \"json",
          "Accept: json\\",
          "Accept: ;;,,json;;=,",
          "Accept: " + "application/json,".repeat(300),
          "Accept-Encoding: gzip;q=zq, *;q=",
          "Accept-Language: <b>zq",
          "Authorization: Basic zq",
          "Connection: close, zq",
          "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: zq",
          "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13",
          "Content-Type: <b>zq",
          "Cookie: <b>zq=<b>zq; $Version=zq; =; ;;",
          "Cookie: zq=\"\\",
          "Cookie: " + "zq=1; ".repeat(1_000),
          "Cookie: zq=" + "c".repeat(9_000),
          "Expect: 100-continue",
          "Expect: zq",
          "X-Forwarded-For: 192.0.2.1",
          "X-Forwarded-For: 192.0.2.1, 127.0.0.1\r\nX-Forwarded-For: 127.0.0.2",
          "X-Forwarded-For: <b>zq",
          "X-Forwarded-For: ,,,,",
          "X-Forwarded-For: \"",
          "X-Forwarded-For: 999.999.999.999",
          "X-Forwarded-For: [::1",
          "X-Forwarded-For: fe80::1%zq",
          "X-Forwarded-For: 1.2.3.4:" + "9".repeat(500),
          "X-Forwarded-For: " + "1.1.1.1, ".repeat(500),
          "X-Forwarded-For: ::ffff:1.2.3.4.5.6",
          "X-Forwarded-Host: <b>zq\r\nX-Forwarded-Proto: zq",
          "X-Original-URL: /metrics\r\nX-HTTP-Method-Override: DELETE",
          "If-Modified-Since: zq",
          "If-None-Match: \"zq",
          "Range: bytes=zq-, 0-0,-1",
          "Referer: http://evil.example/<b>zq",
          "Origin: https://evil.example",
          "Origin: http://<b>zq",
          "Origin: null",
          "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Dest: image",
          "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document",
          "Sec-Fetch-Site: <b>zq\r\nSec-Fetch-Dest: <b>zq",
          "Sec-Purpose: prefetch;<b>zq",
          "User-Agent: <b>zq",
          "User-Agent: zqbot " + "(".repeat(3_000),
          "X-Zq: \u0000zq",
          "X-Zq: \u0001\u0007zq",
          "X-Zq: \u00ff\u00fezq",
          "X-Zq: zq\rX-Injected: zq",
          "X-Zq: zq\nX-Injected: zq",
          "X-Zq: zq\r\n X-Injected: folded",
          "<b>zq: zq",
          "X-Zq : zq",
          ": zq",
          "zq",
          "X-Zq" + "q".repeat(9_000) + ": 1");

  private static final List<String> HOSTS =
      List.of(
          "",
          "Host:\r\n",
          "Host: a\r\nHost: b\r\n",
          "Host: <b>zq\r\n",
          "Host: localhost:zq\r\n",
          "Host: localhost:99999\r\n",
          "Host: [::1\r\n",
          "Host: evil.example/zq?zq\r\n",
          "Host: a b\r\n");

  private static final List<String> VERSIONS =
      List.of("HTTP/1.0", "HTTP/1.0", "HTTP/2.0", "HTTP/0.9", "HTTP/9.9", "http/1.1", "zq", "");

  private static final List<String> WHOLE_BODIES =
      List.of(
          form("random=%3Cb%3Ezq&variant=<b>zq"),
          form("random=%"),
          form("random=%zz&%=%"),
          form("&&&==="),
          form("random=somebody"),
          form("random=a&random=b"),
          form("k=v&".repeat(30)),
          form("random=" + "a".repeat(5_000)),
          form("\0\u0001\u00ff<b>zq"),
          "Content-Type: application/x-www-form-urlencoded; charset=zq\r\n" + sized("random=%ff"),
          "Content-Type: application/x-www-form-urlencoded; charset=utf-16\r\n" + sized("random=a"),
          "Content-Type: multipart/form-data; boundary=zq\r\n"
              + sized(
                  "--zq\r\nContent-Disposition: form-data; name=\"random\"\r\n\r\n<b>zq\r\n--z"),
          "Content-Type: multipart/form-data\r\n" + sized("--zq--"),
          json("{\"random\":\"<b>zq\"}"),
          json("{\"random\":\"somebody\"}"),
          json("{\"random\":[\"<b>zq\"]}"),
          json("{\"random\":\"\\ud800<b>zq\"}"),
          json("{\"random\":\"a\",\"random\":\"b\"}"),
          json("{\"random\":1e999}"),
          json("{\"zq\":".repeat(600)),
          json("[".repeat(4_000)),
          json("\0\u00ff<b>zq"),
          json("\"<b>zq"),
          "Content-Type: application/json; charset=zq\r\n" + sized("{\"variant\":\"<b>zq\"}"),
          "Content-Type: application/<b>zq\r\n" + sized("random=<b>zq"),
          "Content-Type: application/octet-stream\r\n" + sized("\0\u0001\u00ff<b>zq"),
          "Content-Type:\r\n" + sized("random=<b>zq"),
          "Content-Encoding: gzip\r\n" + form("\u001f\u008b<b>zq"),
          sized("random=<b>zq"),
          "Content-Type: text/xml\r\n" + sized("<!DOCTYPE z [<!ENTITY q SYSTEM \"file:///x\">]>"),
          "Transfer-Encoding: chunked\r\n\r\n5\r\nrando\r\n3\r\nm=a\r\n0\r\n\r\n",
          "Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "b\r\nrandom=<b>z\r\n0\r\nX-Injected: zq\r\n\r\n");

  private static final List<String> BROKEN_BODIES =
      List.of(
          "Content-Length: 1000\r\n\r\nrandom=a",
          "Content-Length: 2\r\n\r\nrandom=<b>zq",
          "Content-Length: -1\r\n\r\nzq",
          "Content-Length: zq\r\n\r\nzq",
          "Content-Length: 99999999999999999999\r\n\r\nzq",
          "Content-Length: 1\r\nContent-Length: 2\r\n\r\nzq",
          "Content-Length: 4\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n"
              + "0\r\n\r\n"
              + "GET /zq HTTP/1.1\r\n\r\n",
          "Transfer-Encoding: zq\r\n\r\nzq",
          "Transfer-Encoding: chunked, zq\r\n\r\nzq",
          "Transfer-Encoding: chunked\r\n\r\nzq\r\n<b>zq",
          "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nzq",
          "Transfer-Encoding: chunked\r\n\r\n-5\r\nzq",
          "Transfer-Encoding: chunked\r\n\r\n5",
          "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 90\r\n\r\nrandom=a",
          "Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "9\r\nrandom=zq\r\nzq",
          "\r\nGET /signup HTTP/1.1\r\nHost: a\r\n\r\n\0\0\0\u0016\u0003\u0001zq");

  private static String form(String body) {
    return "Content-Type: application/x-www-form-urlencoded\r\n" + sized(body);
  }

  private static String json(String body) {
    return "Content-Type: application/json\r\n" + sized(body);
  }

  private static String sized(String body) {
    return "Content-Length: " + body.length() + "\r\n\r\n" + body;
  }

  /** Draws a request: usually one or two of its parts are bad, so that the others get it far. */
  public static HostileRequest draw(Random random) {
    String method = random.nextInt(10) == 0 ? one(random, METHODS) : "GET";
    boolean head = method.equals("GET") && random.nextInt(8) == 0;
    boolean post = method.equals("GET") && !head && random.nextInt(4) == 0;
    String version = random.nextInt(15) == 0 ? one(random, VERSIONS) : "HTTP/1.1";
    StringBuilder bytes = new StringBuilder(head ? "HEAD" : post ? "POST" : method);
    bytes.append(' ').append(one(random, random.nextInt(5) == 0 ? ODD_PATHS : PATHS));
    for (int i = random.nextInt(4); i > 0; i--) {
      bytes.append(bytes.indexOf("?") < 0 ? '?' : '&').append(one(random, NAMES));
      bytes.append('=').append(one(random, VALUES));
    }
    bytes.append(version.isEmpty() ? "" : " ").append(version).append("\r\n");
    bytes.append(random.nextInt(15) == 0 ? one(random, HOSTS) : "Host: localhost\r\n");
    for (int i = random.nextInt(4); i > 0; i--) {
      bytes.append(one(random, HEADERS)).append("\r\n");
    }
    boolean broken = random.nextInt(12) == 0;
    boolean form = !broken && post && random.nextInt(5) > 0;
    bytes.append(one(random, broken ? BROKEN_BODIES : form ? WHOLE_BODIES : List.of("\r\n")));
    boolean mutated = !head && random.nextInt(6) == 0;
    for (int i = mutated ? 1 + random.nextInt(3) : 0; i > 0; i--) {
      bytes.setCharAt(random.nextInt(bytes.length()), (char) random.nextInt(256));
    }
    boolean whole = !broken && !mutated && version.equals("HTTP/1.1");
    return new HostileRequest(bytes.toString(), head, whole);
  }

  private static String one(Random random, List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
