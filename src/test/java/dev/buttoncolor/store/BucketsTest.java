package dev.buttoncolor.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.store.runs.RecordedRun;
import dev.buttoncolor.store.runs.TimeBucket;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The counts over time, against a rebuild from the rows of visitors. */
class BucketsTest extends OnEachDatabase {

  private static final String REBUILT =
      """
      SELECT count(*), count(CASE WHEN signed_up_at < ? THEN 1 END) FROM visitor
      WHERE exposed_at < ? AND group_name = ?\
      """;

  /** Visitors one after the other, as far apart as the seed has it; some sign up. */
  private void visits(int from, int to, long maxPause) {
    Random random = new Random(from);
    for (int i = from; i < to; i++) {
      test.expose(i, random.nextBoolean() ? "Blue" : "Green");
      if (random.nextInt(10) == 0) {
        test.signUpSoon(from + random.nextInt(i - from + 1));
      }
      test.advance(Duration.ofMillis(random.nextLong(maxPause)));
    }
    test.flush();
  }

  private void assertSameAsRebuilt(RecordedRun recorded) throws SQLException {
    long width = recorded.run().bucketWidth(recorded.readAt()).toMillis();
    try (Connection connection = test.database.connect();
        PreparedStatement select = connection.prepareStatement(REBUILT)) {
      for (TimeBucket bucket : recorded.series()) {
        assertCounts(bucket.counts(), select, bucket.opened().toEpochMilli() + width);
      }
      assertCounts(recorded.counts(), select, Long.MAX_VALUE);
    }
  }

  private static void assertCounts(GroupCounts counts, PreparedStatement select, long end)
      throws SQLException {
    for (String group : List.of("Blue", "Green")) {
      select.setLong(1, end);
      select.setLong(2, end);
      select.setString(3, group);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        assertEquals(
            new Counts(row.getLong(1), row.getLong(2)), counts.of(group), group + " at " + end);
      }
    }
  }

  @Test
  void bucketsAreWhatTheRowsSayHoweverWideTheyBecome() throws Exception {
    visits(0, 1_500, 4_000);
    assertSameAsRebuilt(test.look());
    test.reopen();
    visits(1_500, 2_500, 20_000);
    assertSameAsRebuilt(test.look());
    assertTrue(test.look().series().size() <= 129, "128 of the run's length, not aligned to them");
    assertEquals(2_500, test.look().counts().total().visitors());
  }

  @Test
  void clockSetBackKeepsTheSeriesInOrder() throws Exception {
    visits(0, 20, 2_000);
    test.advance(Duration.ofHours(-1));
    visits(20, 40, 2_000);
    List<TimeBucket> series = test.look().series();
    for (int i = 1; i < series.size(); i++) {
      assertTrue(series.get(i).opened().isAfter(series.get(i - 1).opened()));
    }
    assertEquals(40, test.look().counts().total().visitors());
    assertSameAsRebuilt(test.look());
    assertEquals(0, test.number("SELECT count(*) FROM visitor WHERE signed_up_at < exposed_at"));
  }
}
