package dev.buttoncolor.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.store.counts.CountTable;
import dev.buttoncolor.store.counts.RecordedRun;
import dev.buttoncolor.store.counts.TimeBucket;
import dev.buttoncolor.store.database.Backend;
import dev.buttoncolor.store.database.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The counts over time, against a rebuild from the rows of visitors. */
@ParameterizedClass
@EnumSource
@Timeout(120)
class BucketsTest {

  private static final String REBUILT =
      """
      SELECT count(*), count(CASE WHEN signed_up_at < ? THEN 1 END) FROM visitor
      WHERE exposed_at < ? AND group_name = ?\
      """;

  @Parameter Backend backend;
  private TestStore test;

  @BeforeEach
  void open(@TempDir Path folder) throws StoreException {
    test = TestStore.on(backend.newDatabase(folder));
  }

  @AfterEach
  void close() {
    test.close();
  }

  /** Visitors one after the other, as far apart as the seed has it; some sign up. */
  private void visits(int from, int to, long maxPause) {
    Random random = new Random(from);
    for (int i = from; i < to; i++) {
      test.expose(i, random.nextBoolean() ? "Blue" : "Green");
      if (random.nextInt(10) == 0) {
        test.signUp(from + random.nextInt(i - from + 1));
      }
      test.flush();
      test.clock.advance(Duration.ofMillis(random.nextLong(maxPause)));
    }
    test.flush();
  }

  private void assertSameAsRebuilt(RecordedRun recorded) throws SQLException {
    long width = width();
    for (TimeBucket bucket : recorded.series()) {
      long end = bucket.opened().toEpochMilli() + width;
      for (String group : List.of("Blue", "Green")) {
        assertEquals(rebuilt(group, end), bucket.counts().of(group), group + " at " + end);
      }
    }
    assertEquals(rebuilt("Blue", Long.MAX_VALUE), recorded.counts().of("Blue"));
    assertEquals(rebuilt("Green", Long.MAX_VALUE), recorded.counts().of("Green"));
  }

  private long width() throws SQLException {
    return test.number("SELECT bucket_ms FROM run");
  }

  private Counts rebuilt(String group, long end) throws SQLException {
    try (Connection connection = test.database.connect();
        PreparedStatement select = connection.prepareStatement(REBUILT)) {
      select.setLong(1, end);
      select.setLong(2, end);
      select.setString(3, group);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return new Counts(row.getLong(1), row.getLong(2));
      }
    }
  }

  @Test
  void bucketsAreWhatTheRowsSayHoweverOftenTheyWiden() throws Exception {
    visits(0, 1_500, 4_000);
    assertSameAsRebuilt(test.look());
    long width = width();
    assertTrue(width >= 4_000, "widened at least twice: " + width);

    test.reopen();
    visits(1_500, 2_500, 20_000);
    assertSameAsRebuilt(test.look());
    assertTrue(test.look().series().size() <= CountTable.MAX_BUCKETS + 1);
    long wider = width();
    assertTrue(wider >= 4 * width, "widened at least twice more: " + wider);
    assertEquals(1, Long.bitCount(wider / 1_000), "widths double");
    test.reopen();
    assertSameAsRebuilt(test.look());
    assertEquals(2_500, test.look().counts().total().visitors());
  }

  @Test
  void bucketsWidenAsOftenAsItTakesWhereVisitorsAreRare() throws Exception {
    for (int i = 0; i <= CountTable.MAX_BUCKETS; i++) {
      test.expose(i, "Blue");
      test.flush();
      test.clock.advance(Duration.ofHours(1));
    }
    test.flush();
    assertTrue(test.look().series().size() <= CountTable.MAX_BUCKETS);
    assertSameAsRebuilt(test.look());
  }

  @Test
  void clockSetBackKeepsTheSeriesInOrder() throws Exception {
    visits(0, 20, 2_000);
    test.clock.advance(Duration.ofHours(-1));
    visits(20, 40, 2_000);
    List<TimeBucket> series = test.look().series();
    for (int i = 1; i < series.size(); i++) {
      assertTrue(series.get(i).opened().isAfter(series.get(i - 1).opened()));
    }
    assertEquals(40, test.look().counts().total().visitors());
    assertSameAsRebuilt(test.look());
    assertEquals(0, test.number("SELECT count(*) FROM visitor WHERE signed_up_at < exposed_at"));
  }

  /** Ten minutes of a database that takes no writes do not make the visitors ten minutes late. */
  @Test
  void eventsAreCountedAtTheTimeAtWhichTheyHappened() throws Exception {
    test.expose(1, "Blue");
    test.flush();
    test.clock.advance(Duration.ofMinutes(10));
    test.store()
        .expose(
            TestStore.visitor(2),
            "Blue",
            TestStore.SALT,
            test.clock.instant().minus(Duration.ofMinutes(10)));
    test.flush();
    assertEquals(1, test.look().series().size());
    assertEquals(2, test.look().series().get(0).counts().of("Blue").visitors());
    assertSameAsRebuilt(test.look());
  }
}
