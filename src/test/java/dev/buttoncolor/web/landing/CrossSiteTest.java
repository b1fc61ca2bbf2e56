package dev.buttoncolor.web.landing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests to the host shop.example, by what a browser says of where they were made. */
class CrossSiteTest {

  private static final CrossSite CROSS_SITE = new CrossSite(TrustedProxies.of(List.of("10.0.0.1")));

  private final HttpServletRequest request = mock(HttpServletRequest.class);

  @BeforeEach
  void fromAClient() {
    when(request.getMethod()).thenReturn("GET");
    when(request.getServerName()).thenReturn("shop.example");
    when(request.getRemoteAddr()).thenReturn("203.0.113.7");
    header("Forwarded");
    header("X-Forwarded-Host");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, cross-site, image, true",
    "GET, cross-site, iframe, true",
    "GET, cross-site, empty, true",
    "GET, cross-site, document, false", // a link, in a web mailer too
    "POST, cross-site, document, true", // a form that another site posts
    "POST, cross-site, empty, true",
    "GET, same-origin, image, false",
    "GET, none, document, false",
    "POST, same-origin, document, false",
    "POST, same-site, document, false",
    "GET, unheard-of, image, false"
  })
  void fetchMetadataTells(String method, String site, String destination, boolean crossSite) {
    when(request.getMethod()).thenReturn(method);
    header("Sec-Fetch-Site", site);
    header("Sec-Fetch-Dest", destination);

    assertEquals(crossSite, CROSS_SITE.made(request));
  }

  @Test
  void fetchMetadataGoesBeforeTheOrigin() {
    postFrom("https://evil.example");
    header("Sec-Fetch-Site", "same-origin");

    assertFalse(CROSS_SITE.made(request));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://evil.example", "http://shop.example.evil.example", "http://[::1]"})
  void originOfAnotherHostTells(String origin) {
    postFrom(origin);

    assertTrue(CROSS_SITE.made(request));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://shop.example", "http://SHOP.example:8080", "null", "", "https://", "a b"})
  void ownOriginAndOneThatDoesNotTellCount(String origin) {
    postFrom(origin);

    assertFalse(CROSS_SITE.made(request));
  }

  @Test
  void whatIsSentByOtherClientsThanBrowsersCounts() {
    assertFalse(CROSS_SITE.made(request));
    when(request.getMethod()).thenReturn("POST");
    assertFalse(CROSS_SITE.made(request));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Forwarded-Host | www.shop.example",
        "X-Forwarded-Host | other.example, www.shop.example:443",
        "Forwarded | for=192.0.2.1;host=www.shop.example;proto=https",
        "Forwarded | host=\"www.shop.example:443\""
      })
  void trustedProxySaysUnderWhichHostWeAreKnown(String header, String value) {
    postFrom("https://www.shop.example");
    header(header, value);
    assertTrue(CROSS_SITE.made(request)); // any client can write such a header

    when(request.getRemoteAddr()).thenReturn("10.0.0.1");
    assertFalse(CROSS_SITE.made(request));
    postFrom("https://evil.example");
    assertTrue(CROSS_SITE.made(request));
  }

  private void postFrom(String origin) {
    when(request.getMethod()).thenReturn("POST");
    header("Origin", origin);
  }

  private void header(String name, String... values) {
    when(request.getHeader(name)).thenReturn(values.length == 0 ? null : values[0]);
    when(request.getHeaders(name)).thenAnswer(call -> Collections.enumeration(List.of(values)));
  }
}
