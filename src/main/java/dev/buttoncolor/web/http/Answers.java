package dev.buttoncolor.web.http;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jetty.ee11.servlet.ServletContextResponse;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.http.QuotedQualityCSV;

/** Writes answers: pages as HTML, the same facts as JSON for whoever asks for that. */
public final class Answers {

  static final String HTML = "text/html;charset=utf-8";
  static final String JSON = "application/json";

  private static final HttpField VARY = new PreEncodedHttpField(HttpHeader.VARY, "Accept");

  private static final Gson GSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  private Answers() {}

  public static boolean wantsJson(HttpServletRequest request) {
    return prefersJson(request.getHeader("Accept"));
  }

  /** Whether an {@code Accept} header ranks JSON before HTML; one that makes no sense does not. */
  static boolean prefersJson(String accept) {
    if (accept == null || !accept.contains("json")) {
      return false;
    }
    QuotedQualityCSV types = new QuotedQualityCSV();
    try {
      types.addValue(accept);
    } catch (IllegalArgumentException e) { // a quotation mark that is never closed
      return false;
    }
    List<String> best = types.getValues();
    int html = best.indexOf("text/html");
    int json = best.indexOf(JSON);
    return json >= 0 && (html < 0 || json < html);
  }

  static String toJson(Object answer) {
    return GSON.toJson(answer);
  }

  public static void json(HttpServletResponse response, Object answer) throws IOException {
    response.setHeader("Vary", "Accept");
    send(response, JSON, toJson(answer).getBytes(StandardCharsets.UTF_8));
  }

  /** Renders a template and sends it. */
  public static void html(HttpServletResponse response, Consumer<HtmlTemplateOutput> template)
      throws IOException {
    html(response, render(template));
  }

  /** What a template writes, as UTF-8. */
  public static byte[] render(Consumer<HtmlTemplateOutput> template) {
    Utf8ByteOutput html = new Utf8ByteOutput();
    template.accept(new OwaspHtmlTemplateOutput(html));
    return html.toByteArray();
  }

  /** A page to be sent many times. */
  public static Representation html(Consumer<HtmlTemplateOutput> template) {
    return Representation.of(HTML, render(template));
  }

  /** JSON to be sent many times. */
  public static Representation json(Object answer) {
    return Representation.of(JSON, toJson(answer).getBytes(StandardCharsets.UTF_8));
  }

  /** Sends a page. */
  public static void html(HttpServletResponse response, byte[] html) throws IOException {
    headers(response).put(VARY);
    send(response, HTML, html);
  }

  private static void send(HttpServletResponse response, String type, byte[] body)
      throws IOException {
    response.setContentType(type);
    response.setContentLength(body.length);
    response.getOutputStream().write(body); // in one piece: each write costs a lock and a copy
  }

  /** The server's own, which take fields that are encoded already. */
  public static HttpFields.Mutable headers(HttpServletResponse response) {
    return ServletContextResponse.getServletContextResponse(response).getHeaders();
  }
}
