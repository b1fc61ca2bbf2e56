package dev.buttoncolor.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** {@code /health}: the process answers. Whether it can do its work, {@code /ready} tells. */
final class HealthServlet extends PageServlet {
  private static final long serialVersionUID = 1;

  static final String PATH = "/health";

  HealthServlet() {
    super("GET", "HEAD");
  }

  @Override
  void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Answers.json(response, Map.of("status", "up"));
  }
}
