package dev.buttoncolor.web.http;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/**
 * A page for one address: refuses other methods, and answers a {@link RequestFailedException} with
 * its status and sentence. HEAD is served like GET; the server leaves out the body.
 */
public abstract class PageServlet extends HttpServlet {

  private final transient List<String> methods;

  public PageServlet() {
    this("GET", "HEAD");
  }

  public PageServlet(String... methods) {
    this.methods = List.of(methods);
  }

  protected abstract void answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException;

  @Override
  public final void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!methods.contains(request.getMethod())) {
      response.setHeader("Allow", String.join(", ", methods));
      response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
      return;
    }
    try {
      answer(request, response);
    } catch (RequestFailedException e) {
      response.sendError(e.status(), e.getMessage()); // ErrorAnswers writes the page
    }
  }
}
