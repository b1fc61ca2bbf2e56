package dev.buttoncolor.web.ops;

import dev.buttoncolor.web.http.Answers;
import dev.buttoncolor.web.http.PageServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** {@code /ready}: 200 where every check is passed, otherwise 503; each check with its reason. */
public final class ReadyServlet extends PageServlet {
  private static final long serialVersionUID = 1;

  private final transient Map<String, Supplier<Check>> checks;

  /**
   * @param checks by name, in the order in which they are made and shown
   */
  public ReadyServlet(Map<String, Supplier<Check>> checks) {
    super("GET", "HEAD");
    this.checks = new LinkedHashMap<>(checks);
  }

  /** The answer's shape. */
  record Readiness(boolean ready, Map<String, Check> checks) {}

  @Override
  protected void answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Map<String, Check> made = new LinkedHashMap<>();
    checks.forEach((name, check) -> made.put(name, check.get()));
    boolean ready = made.values().stream().allMatch(Check::ok);
    if (!ready) {
      response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
    Answers.json(response, new Readiness(ready, made));
  }
}
