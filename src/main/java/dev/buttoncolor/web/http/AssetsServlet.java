package dev.buttoncolor.web.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Sends the static files, to be kept for a year. */
public final class AssetsServlet extends PageServlet {

  @Override
  protected void answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getPathInfo();
    Optional<Representation> asset = path == null ? Optional.empty() : Assets.find(path);
    if (asset.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
    asset.get().send(request, response);
  }
}
