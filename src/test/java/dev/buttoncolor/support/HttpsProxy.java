package dev.buttoncolor.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A proxy for HTTPS that ends TLS: who asks it for one of its hosts speaks, under that host's name,
 * to a plain server on this machine. It connects to no other host, and remembers who was asked for.
 */
public final class HttpsProxy implements AutoCloseable {

  private static final String PASSWORD = "changeit";

  private final ServerSocket listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, URI> servers;
  private final Path keys;
  private final SSLContext tls;

  private HttpsProxy(Path folder, Map<String, URI> servers) throws Exception {
    this.servers = servers;
    keys = folder.resolve("keys.p12");
    tls = certified();
    threads.execute(this::accept);
  }

  /** Starts one that keeps its keys in the folder; a plain server stands for each host. */
  public static HttpsProxy start(Path folder, Map<String, URI> servers) throws Exception {
    return new HttpsProxy(folder, servers);
  }

  private SSLContext certified() throws Exception {
    String names = "san=dns:" + String.join(",dns:", servers.keySet());
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    String options = " -genkeypair -keyalg EC -alias server -dname CN=server -storetype PKCS12";
    String command = keytool + options + " -keystore " + keys + " -storepass " + PASSWORD;
    assertEquals(
        0,
        new ProcessBuilder((command + " -ext " + names).split(" ")).inheritIO().start().waitFor());
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(
        KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  /** What makes a virtual machine go through it, believe it and nothing else. */
  public String jvmOptions() {
    return "-Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=%d -Djavax.net.ssl.trustStore=%s"
            .formatted(listener.getLocalPort(), keys)
        + " -Djavax.net.ssl.trustStorePassword="
        + PASSWORD;
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
        client.getOutputStream().write("HTTP/1.1 502 Bad Gateway\r\n\r\n".getBytes());
        return;
      }
      client.getOutputStream().write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes());
      SSLSocket plain = (SSLSocket) tls.getSocketFactory().createSocket(client, null, 0, true);
      plain.setUseClientMode(false);
      Socket behind = new Socket(server.getHost(), server.getPort());
      threads.execute(() -> copy(behind, plain));
      copy(plain, behind);
    } catch (IOException cutOff) {
      // by the client, which is its right, or by close()
    }
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException cutOff) {
      // one of both ends is gone, and so is the other now
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    threads.shutdownNow();
  }
}
