package dev.buttoncolor.store;

import static dev.buttoncolor.store.StoreFile.flush;
import static dev.buttoncolor.store.StoreFile.visitor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.results.Counts;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The counts over time, against a rebuild from the raw rows. */
@Timeout(120)
class BucketsTest {

  private static final String REBUILT =
      """
      SELECT count(*), count(signed_up_at) FILTER (WHERE signed_up_at < ?1) FROM exposure
      WHERE exposed_at < ?1 AND group_name = ?2""";

  @TempDir Path folder;
  private StoreFile file;

  @BeforeEach
  void file() {
    file = new StoreFile(folder);
  }

  /** Lets visitors come one after the other, as far apart as the seed has it; some sign up. */
  private void visits(EventStore store, int from, int to, long maxPause) {
    Random random = new Random(from);
    for (int i = from; i < to; i++) {
      store.expose(visitor(i), random.nextBoolean() ? "Blue" : "Green");
      if (random.nextInt(10) == 0) {
        store.signUp(visitor(from + random.nextInt(i - from + 1))).join();
      }
      flush(store);
      file.clock.advance(Duration.ofMillis(random.nextLong(maxPause)));
    }
  }

  private void assertSameAsRebuilt(Recorded recorded) throws SQLException {
    long width = file.number("SELECT bucket_ms FROM experiment");
    for (Bucket bucket : recorded.series()) {
      long end = bucket.opened().toEpochMilli() + width;
      for (String group : List.of("Blue", "Green")) {
        assertEquals(rebuilt(group, end), bucket.tally().of(group), group + " at " + end);
      }
    }
    assertEquals(rebuilt("Blue", Long.MAX_VALUE), recorded.tally().of("Blue"));
    assertEquals(rebuilt("Green", Long.MAX_VALUE), recorded.tally().of("Green"));
  }

  private Counts rebuilt(String group, long end) throws SQLException {
    try (Connection connection = file.connect();
        PreparedStatement select = connection.prepareStatement(REBUILT)) {
      select.setLong(1, end);
      select.setString(2, group);
      try (ResultSet row = select.executeQuery()) {
        return new Counts(row.getLong(1), row.getLong(2));
      }
    }
  }

  @Test
  void bucketsAreWhatTheRawRowsSayHoweverOftenTheyWiden() throws Exception {
    try (EventStore store = file.open()) {
      visits(store, 0, 1_500, 4_000);
      assertSameAsRebuilt(store.look());
    }
    long width = file.number("SELECT bucket_ms FROM experiment");
    assertTrue(width >= 4_000, "widened at least twice: " + width);

    try (EventStore store = file.open()) {
      visits(store, 1_500, 2_500, 20_000);
      assertSameAsRebuilt(store.look());
      assertTrue(store.look().series().size() <= Series.MAX_BUCKETS);
    }
    long wider = file.number("SELECT bucket_ms FROM experiment");
    assertTrue(wider >= 4 * width, "widened at least twice more: " + wider);
    assertEquals(1, Long.bitCount(wider / 1_000), "widths double");
    try (EventStore store = file.open()) {
      assertSameAsRebuilt(store.look());
      assertEquals(2_500, store.look().tally().visitors());
    }
  }

  @Test
  void bucketsWidenAsOftenAsItTakesWhereVisitorsAreRare() throws Exception {
    try (EventStore store = file.open()) {
      for (int i = 0; i <= Series.MAX_BUCKETS; i++) {
        store.expose(visitor(i), "Blue");
        flush(store);
        file.clock.advance(Duration.ofHours(1));
      }
      assertTrue(store.look().series().size() <= Series.MAX_BUCKETS);
      assertSameAsRebuilt(store.look());
    }
  }

  @Test
  void clockSetBackOpensNoBucketBeforeTheLast() throws Exception {
    try (EventStore store = file.open()) {
      visits(store, 0, 20, 2_000);
      file.clock.advance(Duration.ofHours(-1));
      visits(store, 20, 40, 2_000);
      List<Bucket> series = store.look().series();
      for (int i = 1; i < series.size(); i++) {
        assertTrue(series.get(i).opened().isAfter(series.get(i - 1).opened()));
      }
      assertEquals(40, store.look().tally().visitors());
      assertSameAsRebuilt(store.look());
    }
    assertEquals(0, file.number("SELECT count(*) FROM exposure WHERE signed_up_at < exposed_at"));
  }
}
