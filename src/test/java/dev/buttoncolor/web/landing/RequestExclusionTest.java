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
import org.junit.jupiter.params.provider.ValueSource;

class RequestExclusionTest {

  private static final String BROWSER =
      "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
        "AdsBot-Google (+http://www.google.com/adsbot.html)",
        "Twitterbot/1.0",
        "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
        "Mozilla/5.0 (compatible; Yahoo! Slurp; http://help.yahoo.com/help/us/ysearch/slurp)",
        "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
        "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
        "meta-externalagent/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)",
        "WhatsApp/2.23.20.0 A",
        "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5",
        "TelegramBot (like TwitterBot)",
        "Slack-ImgProxy (+https://api.slack.com/robots)",
        "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
        "Mozilla/5.0 (Windows NT 6.1) AppleWebKit/534+ (KHTML, like Gecko) BingPreview/1.0b",
        "Mediapartners-Google",
        "Mozilla/5.0 (compatible; Google-InspectionTool/1.0;)",
        "kube-probe/1.29",
        "ELB-HealthChecker/2.0",
        "GoogleHC/1.0",
        "Amazon-Route53-Health-Check-Service (ref 1; report http://amzn.to/1vsZADi)",
        "SomeCrawler/1.0"
      })
  void botsThatSaySoDoNotCount(String agent) {
    assertEquals(Optional.of(Exclusion.BOT), reason("GET", "User-Agent", agent));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        BROWSER,
        "curl/8.5.0",
        "Wget/1.21.4",
        "python-requests/2.32",
        "Java-http-client/17.0.12",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/140.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Linux; Android 12; CUBOT KINGKONG 7) AppleWebKit/537.36 Chrome/140.0",
        "Mozilla/5.0 (Linux; Android 11; Cubot) AppleWebKit/537.36 Chrome/140.0",
        "Mozilla/5.0 Bottom/1.0",
        "Mozilla/5.0 (Linux; Android 14) Chrome/140.0 Mobile Safari/537.36 Telegram-Android/11.0",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5) Mobile/15E148 [FBAN/FBIOS;FBAV/470.0]",
        "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Slack/4.38 Chrome/124.0 Slack_SSB/4.38",
        "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 discord/1.0.9 Chrome/120.0",
        "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/120.0 WhatsApp/2.23",
        ""
      })
  void browsersAndToolsCount(String agent) {
    assertEquals(Optional.empty(), reason("GET", "User-Agent", agent));
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
