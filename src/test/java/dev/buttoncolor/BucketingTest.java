package dev.buttoncolor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.buttoncolor.experiment.ExperimentNames;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.statsig.StatsigClient;
import dev.buttoncolor.support.Specs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which visitor gets which group. A change here changes the button of visitors who have seen one
 * already, and spoils a running experiment.
 *
 * <p>The rule: a visitor's bucket is the first eight bytes of SHA-256 of {@code salt.visitor}, read
 * as an unsigned big-endian number, modulo 1000; each group takes a quarter of the buckets, in
 * order.
 */
class BucketingTest {

  private static StatsigClient experiment;

  @BeforeAll
  static void start() throws Exception {
    experiment =
        StatsigClient.embedded(
            new ExperimentNames(
                "button_color_v3", "Button Color", "Paragraph Text", "visited_signup"),
            Specs.standard());
  }

  @AfterAll
  static void stop() {
    experiment.close();
  }

  /** Computed by the rule alone, in another language. Do not change. */
  @ParameterizedTest
  @CsvSource({
    "alice, 939, Orange",
    "bob, 105, Blue",
    "carol, 711, Red",
    "dave, 751, Orange",
    "eve, 357, Green",
    "frank, 239, Blue",
    "grace, 525, Red",
    "heidi, 693, Red",
    "ivan, 594, Red",
    "judy, 257, Green",
    "mallory, 933, Orange",
    "niaj, 222, Blue",
    "olivia, 277, Green",
    "peggy, 924, Orange",
    "visitor_2, 859, Orange",
    "0, 56, Blue",
    "Z, 381, Green",
    "00000000000000000000000000000000, 973, Orange",
    "ffffffffffffffffffffffffffffffff, 727, Red"
  })
  void visitorsKeepTheirGroupsForever(String visitor, int bucket, String group) {
    assertEquals(
        group,
        experiment.assign(new VisitorId(visitor)).group().orElse("none"),
        "bucket " + bucket);
  }
}
