package dev.buttoncolor.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A proxy for HTTPS that ends TLS: who asks it for one of its hosts speaks, under that host's name,
 * to a plain server on this machine. It connects to no other host, and remembers who was asked for.
 */
public final class HttpsProxy implements AutoCloseable {

  private final ServerSocket listener;
  private final Map<String, URI> servers;
  private final TestAuthority authority;
  private final SSLContext tls;
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private HttpsProxy(Map<String, URI> servers, TestAuthority authority) throws Exception {
    this.servers = servers;
    this.authority = authority;
    tls = authority.serverContext();
    listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  /**
   * Starts one.
   *
   * @param authority has a certificate for each host
   * @param servers the plain server that stands for each host
   */
  public static HttpsProxy start(TestAuthority authority, Map<String, URI> servers)
      throws Exception {
    return new HttpsProxy(servers, authority);
  }

  /** What makes a virtual machine go through it and believe it. */
  public String jvmOptions() {
    List<String> options = new ArrayList<>(authority.jvmOptions());
    options.add("-Dhttps.proxyHost=127.0.0.1");
    options.add("-Dhttps.proxyPort=" + listener.getLocalPort());
    return String.join(" ", options);
  }

  /** The hosts, with their ports, that it was asked for and does not know. */
  public Set<String> refused() {
    return Set.copyOf(refused);
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        threads.execute(() -> serve(client));
      }
    } catch (IOException closed) {
      // by close()
    }
  }

  private void serve(Socket client) {
    try (client) {
      BufferedReader head =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII), 1);
      String request = head.readLine();
      for (String line = request; line != null && !line.isEmpty(); line = head.readLine()) {
        // the headers of a CONNECT do not matter here
      }
      String target = String.valueOf(request).replaceFirst("^CONNECT (\\S+) .*", "$1");
      URI server = servers.get(target.replaceFirst(":443$", ""));
      if (server == null) {
        refused.add(target);
        client.getOutputStream().write(ascii("HTTP/1.1 502 Bad Gateway\r\n\r\n"));
        return;
      }
      client.getOutputStream().write(ascii("HTTP/1.1 200 Connection established\r\n\r\n"));
      tunnel(client, server);
    } catch (IOException cutOff) {
      // by the client, which is its right, or by close()
    }
  }

  private void tunnel(Socket client, URI server) throws IOException {
    SSLSocket plain = (SSLSocket) tls.getSocketFactory().createSocket(client, null, 0, true);
    plain.setUseClientMode(false);
    try (plain;
        Socket behind = new Socket(server.getHost(), server.getPort())) {
      threads.execute(() -> copy(behind, plain));
      copy(plain, behind);
    }
  }

  private static void copy(Socket from, Socket to) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException cutOff) {
      // one of both ends is gone, and so is the other now
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    listener.close();
    threads.shutdownNow();
  }
}
