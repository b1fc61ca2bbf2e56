package dev.buttoncolor.web.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FileNotFoundException;
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

  /** Where {@link Servlet} is mapped. */
  public static final String PATH = "/static";

  /** Every file there is, by the name that templates use, and where the class path holds it. */
  private static final Map<String, String> RESOURCES =
      Map.of(
          "favicon.svg", "/static/favicon.svg",
          "house.css", "/static/house.css",
          "results.css", "/static/results.css",
          "results.js", "/static/results.js");

  private static final Map<String, String> CONTENT_TYPES =
      Map.of(
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

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
    Linked loaded = LOADED.get(name);
    return (loaded != null ? loaded : load(name)).href();
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
    if (!RESOURCES.containsKey(name)) {
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
    String resource = RESOURCES.get(name);
    if (resource == null) {
      throw new IllegalArgumentException("no static file is called " + name);
    }
    return LOADED.computeIfAbsent(name, key -> Linked.of(key, read(resource)));
  }

  private static byte[] read(String resource) {
    try (InputStream in = Assets.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new FileNotFoundException(resource + " is not on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file and the address that it is linked by. */
  private record Linked(String href, Representation asset) {
    static Linked of(String name, byte[] bytes) {
      int dot = name.lastIndexOf('.');
      String type = name.substring(dot + 1);
      Representation asset = Representation.of(CONTENT_TYPES.get(type), bytes);
      return new Linked(
          PATH + "/" + name.substring(0, dot) + "." + asset.fingerprint() + "." + type, asset);
    }
  }
}
