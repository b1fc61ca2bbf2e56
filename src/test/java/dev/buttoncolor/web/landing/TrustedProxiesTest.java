package dev.buttoncolor.web.landing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose word on an address is taken. The proxies here are 10.0.0.0/8 and 2001:db8:1::/48. */
class TrustedProxiesTest {

  private static final TrustedProxies PROXIES = TrustedProxies.of("10.0.0.0/8", "2001:db8:1::/48");

  private final HttpServletRequest request = mock(HttpServletRequest.class);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "192.0.2.1, 203.0.113.7 | 203.0.113.7",
        "192.0.2.1, 203.0.113.7, 10.1.2.3 | 203.0.113.7",
        "203.0.113.7, 10.1.2.3, 2001:db8:1::9 | 203.0.113.7",
        "203.0.113.7:4711 | 203.0.113.7",
        "2001:db8::7 | 2001:db8::7",
        "[2001:db8::7] | 2001:db8::7",
        "[2001:db8::7]:4711 | 2001:db8::7",
        "::ffff:203.0.113.7 | 203.0.113.7"
      })
  void rightMostAddressThatIsNoProxyIsTheClient(String forwardedFor, String client)
      throws Exception {
    assertEquals(address(client), client("10.0.0.1", forwardedFor));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", ",", "localhost", "192.0.2.1, unknown",
        "256.0.0.1", "0x7f000001", "1:2:3", "192.0.2.1, example.org:80",
        "[::1", "fe80::1%eth0", "10.1.2.3", "203.0.113.7:port"
      })
  void whatIsNoClientsAddressLeavesThePeer(String forwardedFor) throws Exception {
    assertEquals(address("10.0.0.1"), client("10.0.0.1", forwardedFor));
  }

  @Test
  void repeatedHeadersAreOneList() throws Exception {
    assertEquals(
        address("203.0.113.7"), client("10.0.0.1", "192.0.2.1", "203.0.113.7", "10.1.2.3"));
  }

  @Test
  void moreHopsThanAnyChainHasLeaveThePeer() throws Exception {
    String few = "203.0.113.7" + ", 10.1.2.3".repeat(31);

    assertEquals(address("203.0.113.7"), client("10.0.0.1", few));
    assertEquals(address("10.0.0.1"), client("10.0.0.1", few + ", 10.1.2.3"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1", "::ffff:10.0.0.1", "[2001:db8:1::1]", "2001:db8:1::1%2"})
  void proxyIsKnownHoweverItsAddressIsWritten(String peer) throws Exception {
    assertEquals(address("203.0.113.7"), client(peer, "203.0.113.7"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "10.0.0.0/33", "10.0.0.0/8;x", "10.0.0.0/", "", "1.2.3.4-9"})
  void whatIsNoBlockIsNoProxy(String block) {
    assertThrows(IllegalArgumentException.class, () -> TrustedProxies.of(block));
  }

  private InetAddress client(String peer, String... forwardedFor) {
    when(request.getRemoteAddr()).thenReturn(peer);
    when(request.getHeaders("X-Forwarded-For"))
        .thenAnswer(call -> Collections.enumeration(List.of(forwardedFor)));
    return PROXIES.clientOf(request).address();
  }

  private static InetAddress address(String literal) throws Exception {
    return InetAddress.getByName(literal);
  }
}
