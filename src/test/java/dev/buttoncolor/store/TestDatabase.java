package dev.buttoncolor.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;

/** A database of a test's own, as the program and as its administrator see it. */
interface TestDatabase {

  /** What a store is opened on. */
  EventDatabase events();

  /** Another connection, as another program would have. */
  Connection connect() throws SQLException;

  /** Opens a store on it. */
  default EventStore open(StoreOptions options, InstantSource clock) throws StoreException {
    return EventStore.in(events(), options, clock);
  }
}
