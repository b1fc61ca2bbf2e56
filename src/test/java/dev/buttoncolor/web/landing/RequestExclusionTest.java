package dev.buttoncolor.web.landing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.buttoncolor.experiment.Exclusion;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestExclusionTest {

  private static final String BROWSER =
      "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

  @Test
  void declaredBotDoesNotCount() {
    assertEquals(Optional.of(Exclusion.BOT), reason("GET", "User-Agent", "SomeCrawler/1.0"));
    assertEquals(Optional.empty(), reason("GET", "User-Agent", BROWSER));
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Purpose, prefetch",
    "Sec-Purpose, prefetch;prerender",
    "Sec-Purpose, prefetch;anonymous-client-ip",
    "Purpose, prefetch",
    "Purpose, Prerender",
    "X-Purpose, preview",
    "X-Purpose, prefetch",
    "X-Moz, prefetch"
  })
  void pagesFetchedAheadDoNotCount(String header, String value) {
    assertEquals(Optional.of(Exclusion.PREFETCH), reason("GET", header, value));
  }

  @ParameterizedTest
  @CsvSource({"Sec-Purpose, navigate", "Purpose, prefetching", "X-Moz, prefetched"})
  void otherPurposesCount(String header, String value) {
    assertEquals(Optional.empty(), reason("GET", header, value));
  }

  @Test
  void headIsExcludedFromEveryClient() {
    assertEquals(Optional.of(Exclusion.HEAD), reason("HEAD", "User-Agent", "Googlebot/2.1"));
    assertEquals(Optional.empty(), reason("POST", "User-Agent", BROWSER));
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
    "GET, unheard-of, image, false",
    "GET, , , false", // no browser
    "POST, , , false"
  })
  void requestThatAnotherSitesPageMadeDoesNotCount(
      String method, String site, String destination, boolean crossSite) {
    HttpServletRequest request = request(method, "Sec-Fetch-Site", site);
    when(request.getHeader("Sec-Fetch-Dest")).thenReturn(destination);

    assertEquals(
        crossSite ? Optional.of(Exclusion.CROSS_SITE) : Optional.empty(),
        RequestExclusion.of(request));
  }

  private static Optional<Exclusion> reason(String method, String header, String value) {
    return RequestExclusion.of(request(method, header, value));
  }

  private static HttpServletRequest request(String method, String header, String value) {
    HttpServletRequest request = mock(HttpServletRequest.class);
    when(request.getMethod()).thenReturn(method);
    when(request.getHeader(header)).thenReturn(value);
    return request;
  }
}
