package dev.buttoncolor.web.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.HttpConfiguration.Customizer;
import org.eclipse.jetty.server.Request;

/**
 * Adds the headers that every answer carries, errors included; a page may replace one by its own.
 */
public final class SecurityHeaders implements Customizer {

  public static final String CSP = "Content-Security-Policy";

  private static final String POLICY =
      "default-src 'none'; style-src 'self'%s; script-src 'self'; img-src 'self';"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private static final List<HttpField> FIELDS =
      List.of(
          new HttpField(CSP, POLICY.formatted("")),
          new HttpField("X-Content-Type-Options", "nosniff"),
          new HttpField("Referrer-Policy", "no-referrer"),
          // Every answer is one visitor's and one moment's, except the static files.
          new HttpField(HttpHeader.CACHE_CONTROL, "private, no-store"));

  /**
   * The policy of a page whose one inline style is exactly this ASCII text. The style is named by
   * its hash: a nonce would need randomness.
   */
  public static String policyAllowing(String style) {
    byte[] hash = Representation.sha256(style.getBytes(StandardCharsets.US_ASCII));
    return POLICY.formatted(" 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
  }

  @Override
  public Request customize(Request request, HttpFields.Mutable headers) {
    FIELDS.forEach(headers::add); // put() would first search headers, and there are none yet
    return request;
  }

  /** For answers to requests that are not HTTP, which are not customized. */
  static void addTo(HttpFields.Mutable headers) {
    FIELDS.forEach(headers::put);
  }
}
