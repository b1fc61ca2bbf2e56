package dev.buttoncolor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.buttoncolor.experiment.ExperimentNames;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.statsig.StatsigClient;
import dev.buttoncolor.support.Specs;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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

  private static final String SALT = "button_color_v3";
  private static final List<String> GROUPS = List.of("Blue", "Green", "Red", "Orange");
  private static StatsigClient experiment;

  @BeforeAll
  static void start() throws Exception {
    experiment =
        StatsigClient.embedded(
            new ExperimentNames(SALT, "Button Color", "Paragraph Text", "visited_signup"),
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
  void visitorsKeepTheirGroupsForever(String visitor, int bucket, String group) throws Exception {
    assertEquals(bucket, bucketOf(visitor));
    assertEquals(group, groupOf(visitor));
  }

  @Test
  void sdkFollowsTheRule() throws Exception {
    for (int i = 0; i < 2_000; i++) {
      String visitor = "visitor-" + i;
      assertEquals(GROUPS.get(bucketOf(visitor) / 250), groupOf(visitor), visitor);
    }
  }

  @Test
  void visitorsAreSplitEvenly() {
    Map<String, Long> visitors =
        IntStream.range(0, 100_000)
            .mapToObj(i -> groupOf("somebody-" + i))
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

    assertEquals(4, visitors.size(), visitors::toString);
    visitors.forEach((group, n) -> assertEquals(25_000, n, 1_000, group));
  }

  private static String groupOf(String visitor) {
    return experiment.assign(new VisitorId(visitor)).group().orElse("none");
  }

  private static int bucketOf(String visitor) throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256")
            .digest((SALT + "." + visitor).getBytes(StandardCharsets.UTF_8));
    return (int) Long.remainderUnsigned(ByteBuffer.wrap(hash).getLong(), 1000);
  }
}
