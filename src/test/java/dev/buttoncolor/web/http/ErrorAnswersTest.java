package dev.buttoncolor.web.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;

class ErrorAnswersTest {

  private static final class OutOfMemory extends PageServlet {
    @Override
    protected void answer(HttpServletRequest request, HttpServletResponse response) {
      throw new OutOfMemoryError("of this test");
    }
  }

  /** Jetty catches it; the program ends by what it has set for threads that end. */
  @Test
  void lackOfMemoryIsThatOfAThreadAndNotOfARequestAlone() throws Exception {
    BlockingQueue<Throwable> uncaught = new LinkedBlockingQueue<>();
    Server server = new Server(new InetSocketAddress("127.0.0.1", 0));
    ServletContextHandler context = new ServletContextHandler();
    context.setErrorHandler(new ErrorAnswers(true));
    context.addServlet(new ServletHolder(new OutOfMemory()), "/");
    server.setHandler(context);
    server.start();
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> uncaught.add(e));
    try {
      HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(server.getURI()).build(), BodyHandlers.discarding());
      assertEquals("of this test", uncaught.poll(1, TimeUnit.MINUTES).getMessage());
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(null);
      server.stop();
    }
  }
}
