package dev.buttoncolor.web.ops;

import dev.buttoncolor.web.http.Answers;
import dev.buttoncolor.web.http.PageServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** {@code /health}: the process answers; {@code /ready} tells whether it can do its work. */
public final class HealthServlet extends PageServlet {

  public static final String PATH = "/health";

  @Override
  protected void answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Answers.json(response, Map.of("status", "up"));
  }
}
