package dev.buttoncolor.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.Designs;
import dev.buttoncolor.analysis.Evidence;
import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.analysis.Pair;
import dev.buttoncolor.analysis.PairCounts;
import dev.buttoncolor.store.runs.RecordedRun;
import dev.buttoncolor.store.runs.RecordedRun.TimeBucket;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What looks find: the counts over time, against a rebuild from the rows of visitors, and evidence
 * that is not lost.
 */
class LooksTest extends OnEachDatabase {

  private static final String REBUILT =
      """
      SELECT count(*), count(CASE WHEN signed_up_at < ? THEN 1 END) FROM visitor
      WHERE exposed_at < ? AND group_name = ?\
      """;

  private static final Pair GREEN_ABOVE_BLUE = new Pair("Green", "Blue");

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
    visits(0, 600, 10_000);
    assertSameAsRebuilt(test.look());
    test.reopen();
    visits(600, 1_000, 50_000);
    assertSameAsRebuilt(test.look());
    assertTrue(test.look().series().size() <= 129, "128 of the run's length, not aligned to them");
    assertEquals(1_000, test.look().counts().total().visitors());
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

  /** 200 visitors each; Green converts 60 of them and Blue 15. */
  private void greenLeads() {
    test.expose(0, "Blue");
    test.flush();
    test.flush(); // the look at the end of the bucket before: the next one comes when time goes on
    test.exposeAll(0, 200, "Blue");
    test.exposeAll(200, 400, "Green");
    for (int i = 0; i < 15; i++) {
      test.signUpSoon(i);
    }
    for (int i = 200; i < 260; i++) {
      test.signUpSoon(i);
    }
    test.flush();
  }

  /** Green gets so many more visitors that its lead is gone, and so is the balance. */
  private void greenIsDiluted() {
    test.exposeAll(1_000, 1_600, "Green");
  }

  private static double green(RecordedRun run) {
    return run.evidence().p(GREEN_ABOVE_BLUE);
  }

  private static Evidence ofThisMoment(RecordedRun run) {
    return Evidence.NONE.after(run.design().orElseThrow(), run.counts());
  }

  /** Seen by a reader, or at the end of a bucket, though no page is read. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatWasFoundOutlivesDilutionAndRestart(boolean byAReader) throws Exception {
    greenLeads();
    if (byAReader) {
      test.look();
    } else {
      test.advance(Duration.ofSeconds(1));
      test.flush();
    }
    greenIsDiluted();
    test.reopen();

    assertTrue(green(test.look()) < 0.01);
    assertTrue(ofThisMoment(test.look()).p(GREEN_ABOVE_BLUE) > 0.01);
    double sampleRatio = test.look().evidence().p(Evidence.SAMPLE_RATIO);
    assertEquals(ofThisMoment(test.look()).p(Evidence.SAMPLE_RATIO), sampleRatio);
    assertTrue(sampleRatio < 0.01);
  }

  @Test
  void plannedLookIsShownOnceItIsCommittedAndThenStays() throws Exception {
    greenLeads();
    test.flush();
    assertEquals(Map.of(), test.look().evidence().plannedLooks(), "the look that makes it due");
    test.flush();
    PairCounts taken = test.look().evidence().plannedLook(GREEN_ABOVE_BLUE).orElseThrow();
    assertEquals(Designs.pair(new Counts(200, 15), new Counts(200, 60)), taken);
    greenIsDiluted();
    test.look();
    test.reopen();

    assertEquals(Map.of(GREEN_ABOVE_BLUE, taken), test.look().evidence().plannedLooks());
  }
}
