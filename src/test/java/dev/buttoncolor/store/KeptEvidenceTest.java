package dev.buttoncolor.store;

import static dev.buttoncolor.store.StoreFile.PLAN;
import static dev.buttoncolor.store.StoreFile.flush;
import static dev.buttoncolor.store.StoreFile.visitor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.results.Design;
import dev.buttoncolor.results.SmallestP;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The smallest p-value of all looks is neither lost nor carried from one plan to another. */
@Timeout(60)
class KeptEvidenceTest {

  @TempDir Path folder;
  private StoreFile file;

  @BeforeEach
  void file() {
    file = new StoreFile(folder);
  }

  /** 200 visitors each; Green converts 60 of them and Blue 15. */
  private static void greenLeads(EventStore store) {
    for (int i = 0; i < 400; i++) {
      store.expose(visitor(i), i < 200 ? "Blue" : "Green");
    }
    for (int i = 0; i < 15; i++) {
      store.signUp(visitor(i)).join();
    }
    for (int i = 200; i < 260; i++) {
      store.signUp(visitor(i)).join();
    }
  }

  /** Green gets so many more visitors that its lead is gone, and so is the balance. */
  private static void greenIsDiluted(EventStore store) {
    for (int i = 1_000; i < 1_600; i++) {
      store.expose(visitor(i), "Green");
    }
    flush(store);
  }

  private static SmallestP ofThisMoment(Design plan, EventStore store) {
    return SmallestP.NONE.after(plan, store.look().tally());
  }

  @Test
  void whatAReaderSawOutlivesDilutionAndRestart() throws StoreException {
    SmallestP seen;
    try (EventStore store = file.open()) {
      greenLeads(store);
      seen = store.look().smallest();
      assertTrue(seen.of("Green") < 0.01, seen.toString());
      greenIsDiluted(store);
      assertTrue(ofThisMoment(PLAN, store).of("Green") > seen.of("Green"));
      assertEquals(seen.of("Green"), store.look().smallest().of("Green"));
    }
    try (EventStore store = file.open()) {
      SmallestP kept = store.look().smallest();
      assertEquals(seen.of("Green"), kept.of("Green"));
      assertEquals(ofThisMoment(PLAN, store).sampleRatio(), kept.sampleRatio());
      assertTrue(kept.sampleRatio() < 0.01);
    }
  }

  @Test
  void endOfABucketIsALookThoughNobodyReads() throws StoreException {
    try (EventStore store = file.open()) {
      greenLeads(store);
      file.clock.advance(Duration.ofSeconds(1));
      flush(store);
      greenIsDiluted(store);
    }
    try (EventStore store = file.open()) {
      assertTrue(store.look().smallest().of("Green") < 0.01);
      assertTrue(ofThisMoment(PLAN, store).of("Green") > 0.01);
    }
  }

  @Test
  void wideningKeepsTheSmallest() throws StoreException {
    try (EventStore store = file.open()) {
      greenLeads(store);
      double seen = store.look().smallest().of("Green");
      greenIsDiluted(store);
      for (int i = 2_000; i < 2_000 + Series.MAX_BUCKETS + 100; i++) {
        file.clock.advance(Duration.ofSeconds(1));
        store.expose(visitor(i), i % 2 == 0 ? "Blue" : "Green");
        flush(store);
      }
      assertEquals(seen, store.look().smallest().of("Green"));
    }
  }

  @Test
  void anotherPlanStartsAfresh() throws StoreException {
    try (EventStore store = file.open()) {
      greenLeads(store);
      store.look();
      greenIsDiluted(store);
    }
    Design another = StoreFile.plan(40_000);
    try (EventStore store = file.open("button_color", another)) {
      assertEquals(ofThisMoment(another, store), store.look().smallest());
    }
  }
}
