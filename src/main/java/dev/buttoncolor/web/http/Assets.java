package dev.buttoncolor.web.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The static files of the pages. Each is served under a name that holds a fingerprint of its
 * content, {@code /static/house.0123456789ab.css}, so that browsers may keep it for good: another
 * content is another name.
 *
 * <p>A file is read, hashed and compressed once, when a page first links it, so that the start
 * takes no time for it. Safe for use by many threads.
 */
public final class Assets {

  /** Where {@link Servlet} is mapped, and the class path holds the files. */
  public static final String PATH = "/static";

  /** The type of every file there is, by the name that templates use. */
  private static final Map<String, String> CONTENT_TYPES =
      Map.of(
          "favicon.svg", "image/svg+xml",
          "house.css", "text/css; charset=utf-8",
          "results.css", "text/css; charset=utf-8",
          "results.js", "text/javascript; charset=utf-8");

  private static final Map<String, String> HREFS = new ConcurrentHashMap<>();
  private static final Map<String, Representation> BY_HREF = new ConcurrentHashMap<>();

  private Assets() {}

  public static String href(String name) {
    return HREFS.computeIfAbsent(name, Assets::load);
  }

  private static String load(String name) {
    if (!CONTENT_TYPES.containsKey(name)) {
      throw new IllegalArgumentException("no static file is called " + name);
    }
    try (InputStream in = Assets.class.getResourceAsStream(PATH + "/" + name)) {
      Representation asset = Representation.of(CONTENT_TYPES.get(name), in.readAllBytes());
      String href = PATH + "/" + name.replace(".", "." + asset.fingerprint() + ".");
      BY_HREF.put(href, asset);
      return href;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file at an address; null if there is none, or only one of another content. */
  static Representation find(String href) {
    CONTENT_TYPES.keySet().forEach(Assets::href); // a browser may have the link of an earlier start
    return BY_HREF.get(href);
  }

  /** Sends the files, to be kept for a year. */
  public static final class Servlet extends PageServlet {
    @Override
    protected void answer(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      Representation asset = find(PATH + request.getPathInfo());
      if (asset == null) {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
        return;
      }
      response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
      asset.send(request, response);
    }
  }
}
