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
import java.util.concurrent.ConcurrentHashMap;

/** A way to a server that a test can shut, as an outage of the server would. */
public final class Gate implements AutoCloseable {

  private final InetSocketAddress server;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final int port;
  private ServerSocket door;
  private Thread doorkeeper;
  private boolean frozen;

  /** A gate to the test server, shut. */
  public Gate() {
    server = PostgresServer.shared().address();
    try (ServerSocket free = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where to come in. */
  public int port() {
    return port;
  }

  /** A new database behind it, as the setting names it. */
  public String databaseUrl() {
    String path = URI.create(PostgresServer.shared().newDatabase().substring(5)).getPath();
    return "postgresql://postgres:postgres@127.0.0.1:%d%s".formatted(port, path);
  }

  /** Lets connections through from now on. */
  public void open() throws IOException {
    door = new ServerSocket();
    door.setReuseAddress(true);
    door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    ServerSocket opened = door;
    doorkeeper = start(() -> accept(opened));
  }

  /** Breaks all connections off and refuses new ones. */
  public void shut() throws IOException {
    if (door != null) {
      door.close();
      awaitEnd(doorkeeper);
    }
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
  }

  private void accept(ServerSocket opened) {
    while (!opened.isClosed()) {
      try {
        Socket client = opened.accept();
        Socket connection = new Socket(server.getAddress(), server.getPort());
        sockets.add(client);
        sockets.add(connection);
        start(() -> copy(client, connection));
        start(() -> copy(connection, client));
      } catch (IOException e) {
        // The door was shut.
      }
    }
  }

  private void copy(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] bytes = new byte[1 << 16];
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        awaitThaw();
        out.write(bytes, 0, n);
        out.flush();
      }
    } catch (IOException e) {
      // One side is gone, and now the other one too.
    }
  }

  /** Lets nothing through from now on, and breaks no connection off. */
  public synchronized void freeze() {
    frozen = true;
  }

  /** Lets everything through again. */
  public synchronized void thaw() {
    frozen = false;
    notifyAll();
  }

  private synchronized void awaitThaw() throws IOException {
    while (frozen) {
      try {
        wait();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }

  private static Thread start(Runnable task) {
    Thread thread = new Thread(task, "gate");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** The socket takes connections until the thread that accepts them has left it. */
  private static void awaitEnd(Thread thread) throws IOException {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    shut();
  }
}
