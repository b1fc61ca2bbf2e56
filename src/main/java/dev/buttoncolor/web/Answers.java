package dev.buttoncolor.web;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.http.QuotedQualityCSV;

/** Writes answers: pages as HTML, the same facts as JSON for whoever asks for that. */
final class Answers {

  /** Nothing here may be kept or shown to somebody else: every answer is one visitor's. */
  static final String NO_STORE = "private, no-store";

  static final String HTML = "text/html; charset=utf-8";
  static final String JSON = "application/json";

  private static final Gson GSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  private Answers() {}

  static boolean wantsJson(HttpServletRequest request) {
    return prefersJson(request.getHeader("Accept"));
  }

  /** Whether an {@code Accept} header ranks JSON before HTML. */
  static boolean prefersJson(String accept) {
    if (accept == null || !accept.contains("json")) {
      return false;
    }
    QuotedQualityCSV types = new QuotedQualityCSV();
    types.addValue(accept);
    List<String> best = types.getValues();
    int html = best.indexOf("text/html");
    int json = best.indexOf(JSON);
    return json >= 0 && (html < 0 || json < html);
  }

  static String toJson(Object answer) {
    return GSON.toJson(answer);
  }

  static void json(HttpServletResponse response, Object answer) throws IOException {
    byte[] body = toJson(answer).getBytes(StandardCharsets.UTF_8);
    response.setHeader("Cache-Control", NO_STORE);
    response.setHeader("Vary", "Accept");
    response.setContentType(JSON);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  static void landing(HttpServletResponse response, LandingPage page) throws IOException {
    response.setHeader(SecurityHeaders.CSP, SecurityHeaders.policyAllowing(page.accent()));
    Utf8ByteOutput html = new Utf8ByteOutput();
    JtelandingGenerated.render(new OwaspHtmlTemplateOutput(html), null, page);
    html(response, html);
  }

  static void thanks(HttpServletResponse response, ThanksPage page) throws IOException {
    Utf8ByteOutput html = new Utf8ByteOutput();
    JtethanksGenerated.render(new OwaspHtmlTemplateOutput(html), null, page);
    html(response, html);
  }

  private static void html(HttpServletResponse response, Utf8ByteOutput html) throws IOException {
    response.setHeader("Cache-Control", NO_STORE);
    response.setHeader("Vary", "Accept");
    response.setContentType(HTML);
    response.setContentLength(html.getContentLength());
    html.writeTo(response.getOutputStream());
  }
}
