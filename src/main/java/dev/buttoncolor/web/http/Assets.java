package dev.buttoncolor.web.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  private static final String CSS = "text/css; charset=utf-8";

  /** The type of every file there is, by the name that templates use. */
  private static final Map<String, String> CONTENT_TYPES =
      Map.of(
          "favicon.svg",
          "image/svg+xml",
          "house.css",
          CSS,
          "results.css",
          CSS,
          "results.js",
          "text/javascript; charset=utf-8");

  private static final Pattern FINGERPRINTED =
      Pattern.compile("/([a-z]+)\\.([0-9a-f]{12})\\.([a-z]+)");

  private static final ConcurrentHashMap<String, Linked> LOADED = new ConcurrentHashMap<>();

  private Assets() {}

  /**
   * The address under which a page links a file.
   *
   * @throws IllegalArgumentException if there is no such file
   */
  public static String href(String name) {
    return load(name).href();
  }

  /**
   * The file behind an address.
   *
   * @param path what follows {@link #PATH}, such as {@code /house.0123456789ab.css}
   * @return empty if there is no such file, or only one of another content
   */
  static Optional<Representation> find(String path) {
    Matcher matcher = FINGERPRINTED.matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String name = matcher.group(1) + "." + matcher.group(3);
    if (!CONTENT_TYPES.containsKey(name)) {
      return Optional.empty();
    }
    return Optional.of(load(name).asset())
        .filter(asset -> asset.fingerprint().equals(matcher.group(2)));
  }

  /** Sends the files, to be kept for a year. */
  public static final class Servlet extends PageServlet {
    @Override
    protected void answer(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      String path = request.getPathInfo();
      Optional<Representation> asset = path == null ? Optional.empty() : find(path);
      if (asset.isEmpty()) {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
        return;
      }
      response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
      asset.get().send(request, response);
    }
  }

  private static Linked load(String name) {
    if (!CONTENT_TYPES.containsKey(name)) {
      throw new IllegalArgumentException("no static file is called " + name);
    }
    return LOADED.computeIfAbsent(name, Linked::of);
  }

  private static byte[] read(String name) {
    try (InputStream in = Assets.class.getResourceAsStream(PATH + "/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file and the address that it is linked by. */
  private record Linked(String href, Representation asset) {
    static Linked of(String name) {
      Representation asset = Representation.of(CONTENT_TYPES.get(name), read(name));
      String fingerprinted = name.replace(".", "." + asset.fingerprint() + ".");
      return new Linked(PATH + "/" + fingerprinted, asset);
    }
  }
}
