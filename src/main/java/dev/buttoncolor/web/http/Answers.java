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
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jetty.http.QuotedCSV;
import org.eclipse.jetty.http.QuotedQualityCSV;

/** Writes answers: pages as HTML, and the same facts as JSON if the request prefers that. */
public final class Answers {

  static final String HTML = "text/html;charset=utf-8";
  static final String JSON = "application/json";

  /** Characters. To rank thousands of elements would take milliseconds. */
  private static final int MAX_RANKED = 1_024;

  private static final Gson GSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  private Answers() {}

  public static boolean wantsJson(HttpServletRequest request) {
    return prefersJson(Collections.list(request.getHeaders("Accept")));
  }

  /** Whether these lines of {@code Accept}, one list together, rank JSON before HTML. */
  static boolean prefersJson(List<String> accept) {
    for (String range : ranked(accept)) {
      String type = range.split(";", 2)[0].strip();
      if (type.equalsIgnoreCase(JSON) || type.equalsIgnoreCase("text/html")) {
        return type.equalsIgnoreCase(JSON);
      }
    }
    return false;
  }

  /** The elements that the client prefers first; none if they are more than a browser sends. */
  static List<String> ranked(List<String> lines) {
    boolean isShort = lines.stream().mapToInt(String::length).sum() <= MAX_RANKED;
    return elements(new QuotedQualityCSV(), isShort ? lines : List.of());
  }

  /** The elements of a header's lines, as such a list holds them; none if they cannot be read. */
  public static List<String> elements(QuotedCSV list, List<String> lines) {
    try {
      lines.forEach(list::addValue);
      return list.getValues();
    } catch (IllegalArgumentException e) { // a quotation mark that is never closed
      return List.of();
    }
  }

  static byte[] toJson(Object answer) {
    return GSON.toJson(answer).getBytes(StandardCharsets.UTF_8);
  }

  public static void json(HttpServletResponse response, Object answer) throws IOException {
    response.setHeader("Vary", "Accept");
    send(response, JSON, toJson(answer));
  }

  static byte[] render(Consumer<HtmlTemplateOutput> template) {
    Utf8ByteOutput html = new Utf8ByteOutput();
    template.accept(new OwaspHtmlTemplateOutput(html));
    return html.toByteArray();
  }

  public static void html(HttpServletResponse response, Consumer<HtmlTemplateOutput> template)
      throws IOException {
    response.setHeader("Vary", "Accept");
    send(response, HTML, render(template));
  }

  public static Representation html(Consumer<HtmlTemplateOutput> template) {
    return Representation.of(HTML, render(template));
  }

  /**
   * Sends an answer as a whole. It fits into the response's buffer, so the server writes it after
   * the servlet has returned, and no thread waits for a client that reads slowly.
   */
  public static void send(HttpServletResponse response, String contentType, byte[] body)
      throws IOException {
    response.setContentType(contentType);
    response.setBufferSize(body.length + 1); // a full buffer would be written at once
    response.getOutputStream().write(body);
  }
}
