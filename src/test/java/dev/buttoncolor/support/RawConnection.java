package dev.buttoncolor.support;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A connection to a server that carries any bytes, as no client that follows HTTP would, and that
 * tells an answer that breaks off from one that never began.
 */
public final class RawConnection implements AutoCloseable {

  /** Spent by a test that fails only. */
  private static final int PATIENCE_MS = 60_000;

  private final Socket socket;
  private final InputStream in;

  /** An answer began and did not come to its end. */
  public static final class CutOffException extends IOException {
    private static final long serialVersionUID = 1;

    CutOffException(IOException cause) {
      super("an answer is cut off: " + cause.getMessage(), cause);
    }
  }

  private RawConnection(Socket socket) throws IOException {
    this.socket = socket;
    in = new BufferedInputStream(socket.getInputStream());
  }

  public static RawConnection to(URI server) throws IOException {
    return connect(new Socket(), server);
  }

  /** Connects as a client for which the system keeps little that it has not read yet. */
  public static RawConnection withSmallBuffer(URI server) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4 * 1024);
    return connect(socket, server);
  }

  private static RawConnection connect(Socket socket, URI server) throws IOException {
    socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MS);
    return new RawConnection(socket);
  }

  /** Sends each character as one byte. */
  public RawConnection send(String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  /** Says that nothing more will be sent. */
  public void sendEnd() throws IOException {
    socket.shutdownOutput();
  }

  public RawConnection get(String path) throws IOException {
    return send("GET " + path + " HTTP/1.1\r\nHost: test\r\nAccept: application/json\r\n\r\n");
  }

  /** The next answer, which has to come. */
  public RawAnswer answer() throws IOException {
    return answerIfAny().orElseThrow(() -> new EOFException("the server hung up"));
  }

  public Optional<RawAnswer> answerIfAny() throws IOException {
    return answerIfAny(false);
  }

  /**
   * The next answer; empty if the server ends the connection instead.
   *
   * @param toHead whether a HEAD request asked, so that there is no body
   * @throws CutOffException if the answer does not come to its end
   * @throws SocketException if the connection breaks before its first byte
   */
  public Optional<RawAnswer> answerIfAny(boolean toHead) throws IOException {
    in.mark(1);
    if (in.read() < 0) {
      return Optional.empty();
    }
    in.reset();
    try {
      return Optional.of(RawAnswer.read(in, toHead));
    } catch (ProtocolException e) {
      throw e;
    } catch (IOException e) {
      throw new CutOffException(e);
    }
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

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
