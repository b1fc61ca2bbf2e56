package dev.buttoncolor.support;

import dev.buttoncolor.files.SmallFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request that an attacker or a broken client could send, put together from the parts in {@code
 * hostile-requests.txt}. What must never come back as markup or as a header of the answer is marked
 * with {@link #MARK}.
 *
 * @param bytes the whole request, each byte as one character
 * @param head whether HEAD is its method
 * @param whole whether its end can be told, so that another may follow on the same connection
 */
public record HostileRequest(String bytes, boolean head, boolean whole) {

  public static final String MARK = "zq";

  private static final Pattern REPEATED = Pattern.compile("\\{(\\d+)\\*([^}]+)\\}");

  private static final Map<String, List<String>> PARTS = read();

  private static Map<String, List<String>> read() {
    Map<String, List<String>> parts = new HashMap<>();
    List<String> part = new ArrayList<>();
    String text = SmallFile.beside(HostileRequest.class, "hostile-requests.txt");
    for (String line : text.lines().skip(1).toList()) {
      if (line.startsWith("# ")) {
        part = parts.computeIfAbsent(line.substring(2), name -> new ArrayList<>());
      } else {
        part.add(whole(line.translateEscapes()));
      }
    }
    return parts;
  }

  private static String whole(String part) {
    return REPEATED
        .matcher(part)
        .replaceAll(
            repeated ->
                Matcher.quoteReplacement(
                    repeated.group(2).repeat(Integer.parseInt(repeated.group(1)))));
  }

  /** Draws a request: usually one or two of its parts are bad, so that the others get it far. */
  public static HostileRequest draw(Random random) {
    String method = random.nextInt(10) == 0 ? one(random, "methods") : "GET";
    boolean head = method.equals("GET") && random.nextInt(8) == 0;
    boolean post = method.equals("GET") && !head && random.nextInt(4) == 0;
    String version = random.nextInt(15) == 0 ? one(random, "versions") : "HTTP/1.1";
    StringBuilder bytes = new StringBuilder(head ? "HEAD" : post ? "POST" : method);
    bytes.append(' ').append(one(random, random.nextInt(5) == 0 ? "odd-paths" : "paths"));
    for (int i = random.nextInt(4); i > 0; i--) {
      bytes.append(bytes.indexOf("?") < 0 ? '?' : '&').append(one(random, "names"));
      bytes.append('=').append(one(random, "values"));
    }
    bytes.append(version.isEmpty() ? "" : " ").append(version).append("\r\n");
    bytes.append(random.nextInt(15) == 0 ? one(random, "hosts") : "Host: localhost\r\n");
    for (int i = random.nextInt(4); i > 0; i--) {
      bytes.append(one(random, "headers")).append("\r\n");
    }
    boolean broken = random.nextInt(12) == 0;
    boolean form = !broken && post && random.nextInt(5) > 0;
    bytes.append(
        broken ? one(random, "broken-bodies") : form ? one(random, "whole-bodies") : "\r\n");
    boolean mutated = !head && random.nextInt(6) == 0;
    for (int i = mutated ? 1 + random.nextInt(3) : 0; i > 0; i--) {
      bytes.setCharAt(random.nextInt(bytes.length()), (char) random.nextInt(256));
    }
    boolean whole = !broken && !mutated && version.equals("HTTP/1.1");
    return new HostileRequest(bytes.toString(), head, whole);
  }

  private static String one(Random random, String part) {
    return PARTS.get(part).get(random.nextInt(PARTS.get(part).size()));
  }
}
