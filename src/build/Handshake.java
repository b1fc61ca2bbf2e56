import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Shows that the runtime it runs on can do what live mode needs: knows the public authorities, and
 * agrees with a server on both versions of TLS. The image's build runs it on the runtime that was
 * cut to size, where a missing module would else show only in front of Statsig.
 *
 * <p>{@code java Handshake KEYSTORE PASSWORD}, where the store has the key and certificate of
 * localhost.
 */
final class Handshake {
  private Handshake() {}

  public static void main(String[] args) throws Exception {
    int authorities = trust(null).getAcceptedIssuers().length;
    if (authorities < 50) {
      throw new IllegalStateException("only " + authorities + " authorities are trusted");
    }
    char[] password = args[1].toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream file = Files.newInputStream(Path.of(args[0]))) {
      store.load(file, password);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), new X509TrustManager[] {trust(store)}, null);
    for (String version : new String[] {"TLSv1.2", "TLSv1.3"}) {
      System.out.println(agreed(context, version) + "; " + authorities + " authorities");
    }
  }

  /** The trust manager of a store; of the runtime's own where there is none. */
  private static X509TrustManager trust(KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    return (X509TrustManager) trust.getTrustManagers()[0];
  }

  private static String agreed(SSLContext context, String version) throws Exception {
    try (SSLServerSocket server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> served = CompletableFuture.runAsync(() -> answer(server));
      try (SSLSocket client =
          (SSLSocket) context.getSocketFactory().createSocket("localhost", server.getLocalPort())) {
        client.setEnabledProtocols(new String[] {version});
        client.startHandshake();
        if (client.getInputStream().read() != 'x') {
          throw new IllegalStateException("nothing came through");
        }
        served.join();
        return version + " with " + client.getSession().getCipherSuite();
      }
    }
  }

  private static void answer(SSLServerSocket server) {
    try (SSLSocket client = (SSLSocket) server.accept()) {
      client.getOutputStream().write('x');
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
