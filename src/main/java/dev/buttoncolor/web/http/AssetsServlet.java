package dev.buttoncolor.web.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Sends the static files, compressed for whoever takes that, to be kept for a year. */
public final class AssetsServlet extends PageServlet {
  private static final long serialVersionUID = 1;

  private static final Pattern REFUSED = Pattern.compile("q\\s*=\\s*0(\\.0*)?");

  public AssetsServlet() {
    super("GET", "HEAD");
  }

  @Override
  protected void answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getPathInfo();
    Optional<Asset> asset = path == null ? Optional.empty() : Assets.find(path);
    if (asset.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    send(asset.get(), takesGzip(request), response);
  }

  private static void send(Asset asset, boolean gzip, HttpServletResponse response)
      throws IOException {
    response.setContentType(asset.contentType());
    response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
    response.setHeader("Vary", "Accept-Encoding");
    byte[] bytes = asset.bytes();
    if (gzip) {
      response.setHeader("Content-Encoding", "gzip");
      bytes = asset.gzip();
    }
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  /** Whether gzip, or everything, stands in the list without the weight zero that refuses it. */
  private static boolean takesGzip(HttpServletRequest request) {
    for (String header : Collections.list(request.getHeaders("Accept-Encoding"))) {
      for (String coding : header.toLowerCase(Locale.ROOT).split(",", 32)) {
        String[] parts = coding.split(";", 2);
        String name = parts[0].strip();
        boolean refused = parts.length == 2 && REFUSED.matcher(parts[1].strip()).matches();
        if ((name.equals("gzip") || name.equals("*")) && !refused) {
          return true;
        }
      }
    }
    return false;
  }
}
