package dev.buttoncolor.store.database;

import dev.buttoncolor.support.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A way to the test server that a test can shut, as an outage of the server would. */
public final class Gate implements AutoCloseable {

  private interface Task {
    void run() throws IOException, InterruptedException;
  }

  private final InetSocketAddress server = PostgresServer.shared().address();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final int port;
  private ServerSocket door;
  private CompletableFuture<Void> doorkeeper;
  private volatile CountDownLatch thaw = new CountDownLatch(0);

  public Gate() {
    try (ServerSocket free = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return port;
  }

  /** A new database behind it, as the setting names it. */
  public String databaseUrl() {
    String path = URI.create(PostgresServer.shared().newDatabase().substring(5)).getPath();
    return "postgresql://postgres:postgres@127.0.0.1:%d%s".formatted(port, path);
  }

  public void open() throws IOException {
    ServerSocket opened = new ServerSocket();
    opened.setReuseAddress(true);
    opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    door = opened;
    doorkeeper = start(() -> accept(opened));
  }

  /** Breaks all connections off and refuses new ones. */
  public void shut() throws IOException {
    if (door != null) {
      door.close();
      doorkeeper.join(); // until then the socket takes connections
    }
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
  }

  /** Lets nothing through from now on, and breaks no connection off. */
  public void freeze() {
    thaw = new CountDownLatch(1);
  }

  public void thaw() {
    thaw.countDown();
  }

  private CompletableFuture<Void> start(Task task) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            task.run();
          } catch (IOException | InterruptedException e) {
            // The door was shut, or one side is gone.
          }
        },
        threads);
  }

  private void accept(ServerSocket opened) throws IOException {
    while (true) {
      Socket client = opened.accept();
      Socket connection = new Socket(server.getAddress(), server.getPort());
      sockets.addAll(Set.of(client, connection));
      start(() -> copy(client, connection));
      start(() -> copy(connection, client));
    }
  }

  private void copy(Socket from, Socket to) throws IOException, InterruptedException {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] bytes = new byte[1 << 16];
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        thaw.await();
        out.write(bytes, 0, n);
      }
    }
  }

  @Override
  public void close() throws IOException {
    shut();
    threads.shutdownNow();
  }
}
