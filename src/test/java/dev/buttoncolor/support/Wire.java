package dev.buttoncolor.support;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A connection to a server that carries any bytes, as no client that follows HTTP would. */
public final class Wire implements AutoCloseable {

  /** Generous, since it is only ever spent by a test that fails. */
  private static final int PATIENCE_MS = 60_000;

  private final Socket socket;
  private final InputStream in;

  private Wire(Socket socket) throws IOException {
    this.socket = socket;
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Connects to a server's host and port. */
  public static Wire to(URI server) throws IOException {
    return connect(new Socket(), server);
  }

  /** Connects as a client for which the system keeps little that it has not read yet. */
  public static Wire withSmallBuffer(URI server) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4 * 1024);
    return connect(socket, server);
  }

  private static Wire connect(Socket socket, URI server) throws IOException {
    socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MS);
    return new Wire(socket);
  }

  /** Sends each character as one byte. */
  public Wire send(String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  /** Says that nothing more will be sent. */
  public void sendEnd() throws IOException {
    socket.shutdownOutput();
  }

  /** The next answer; null where the connection ends instead. */
  public WireAnswer answer() throws IOException {
    return WireAnswer.read(in, false);
  }

  /** Waits a moment for the server to end the connection, and tells whether it did. */
  public boolean endsSoon() throws IOException {
    socket.setSoTimeout(20);
    try {
      return in.read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      return true;
    } finally {
      socket.setSoTimeout(PATIENCE_MS);
    }
  }

  /** The next answer, to a HEAD request. */
  public WireAnswer answerToHead() throws IOException {
    return WireAnswer.read(in, true);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
