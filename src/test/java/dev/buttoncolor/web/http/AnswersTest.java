package dev.buttoncolor.web.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json | true",
        "application/json; charset=utf-8 | true",
        "Application/Json;Charset=UTF-8;q=0.9, text/html;q=0.8 | true",
        "text/html;q=0.5, application/json | true",
        "text/html, application/json | false",
        "text/html;level=1, application/json;q=0.9 | false",
        "application/json;q=0 | false",
        "application/jsonp | false",
        "*/* | false",
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | false",
        "'' | false",
        "\"application/json | false"
      },
      quoteCharacter = '\'')
  void jsonIsForThoseWhoRankItBeforeHtml(String accept, boolean json) {
    assertEquals(json, Answers.prefersJson(List.of(accept)));
  }

  @Test
  void linesOfAHeaderAreOneListUnlessItWouldTakeLongToRank() {
    assertEquals(true, Answers.prefersJson(List.of("text/html;q=0.1", "application/json")));
    assertEquals(false, Answers.prefersJson(List.of("text/html", "application/json")));
    assertEquals(false, Answers.prefersJson(List.of()));
    assertEquals(false, Answers.prefersJson(List.of("application/json" + ",a/b".repeat(300))));
  }
}
