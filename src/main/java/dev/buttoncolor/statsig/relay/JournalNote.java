package dev.buttoncolor.statsig.relay;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What the journal is told, until a thread writes it down. */
sealed interface JournalNote {
  /** The SDK logged an exposure. */
  record Exposed(Exposure exposure, Instant time) implements JournalNote {}

  /** The SDK is about to log another event, and a visitor waits for it to be written down. */
  record Logged(String event, String userId, Instant time, CompletableFuture<Void> written)
      implements JournalNote {}

  /** A batch with these events is in the outbox. */
  record Passed(List<LoggedEvent> events) implements JournalNote {}
}
