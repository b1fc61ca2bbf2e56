package dev.buttoncolor.web.ops;

import dev.buttoncolor.web.http.Answers;
import dev.buttoncolor.web.http.PageServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** {@code /ready}: 503 if a check has failed, otherwise 200; each check with its reason. */
public final class ReadyServlet extends PageServlet {

  public static final String PATH = "/ready";

  private final transient Readiness readiness;

  public ReadyServlet(Readiness readiness) {
    this.readiness = readiness;
  }

  /** The answer's shape; {@code state} is that of the worst check. */
  record Ready(boolean ready, Check.State state, Map<String, Check> checks) {}

  @Override
  protected void answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Map<String, Check> checks = readiness.checks();
    Check.State worst = Readiness.worst(checks);
    boolean ready = worst != Check.State.FAILED;
    if (!ready) {
      response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
    Answers.json(response, new Ready(ready, worst, checks));
  }
}
