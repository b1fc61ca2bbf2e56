package dev.buttoncolor.web.landing;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.files.SmallFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeclaredBotTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36 https://example.org/bots",
        "Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X) Chrome/140.0 (compatible; Googlebot/2.1)",
        "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; Claude-User/1.0)",
        "Java/1.8 (+http://example.org/bot)",
        "WhatsApp/2.23.20.0 A",
        "GoogleHC/1.0"
      })
  void botsSaySo(String agent) {
    assertTrue(DeclaredBot.declares(agent), agent);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/140.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Linux; Android 12; CUBOT KINGKONG 7) AppleWebKit/537.36 Chrome/140.0",
        "Mozilla/5.0 (Linux; U; Android 8.1; Spider 8 Build/O1) AppleWebKit/537.36 Chrome/140.0",
        "Mozilla/5.0 Bottom/1.0",
        "Mozilla/5.0 (Linux; Android 14) Chrome/140.0 Mobile Safari/537.36 Telegram-Android/11.0",
        "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/120.0 WhatsApp/2.23",
        "curl/8.5.0",
        "button-color-simulator",
        ""
      })
  void browsersAndToolsOfPeopleDoNot(String agent) {
    assertFalse(DeclaredBot.declares(agent), agent);
  }

  /**
   * The instances in npm's crawler-user-agents 1.60.0 whose SHA-256 in UTF-8 begins with an odd
   * byte; the others may be looked at for the rules.
   */
  @Test
  void atMostOneInTenKnownBotsCounts() {
    List<String> known = lines("known-bots.txt");
    List<String> counted = known.stream().filter(agent -> !DeclaredBot.declares(agent)).toList();
    assertTrue(counted.size() * 10 <= known.size(), counted::toString);
  }

  /**
   * Agents, and how often each is there, of npm's user-agents 1.0.562, 1.0.857, 1.0.1175, 1.1.141
   * and 2.1.198, from 2020 to 2026: those whose SHA-256 begins with an odd byte.
   */
  @Test
  void atMostThreeInThirtyThousandPeopleAreLost() {
    long people = 0;
    long lost = 0;
    for (String line : lines("peoples-agents.tsv")) {
      String[] row = line.split("\t", 2);
      people += Long.parseLong(row[0]);
      lost += DeclaredBot.declares(row[1]) ? Long.parseLong(row[0]) : 0;
    }
    assertTrue(lost * 30_000 <= 3 * people, lost + " of " + people);
  }

  private static List<String> lines(String resource) {
    return SmallFile.beside(DeclaredBotTest.class, resource).lines().toList();
  }
}
