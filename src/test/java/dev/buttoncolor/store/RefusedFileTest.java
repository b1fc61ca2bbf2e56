package dev.buttoncolor.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.store.database.SqliteTestDatabase;
import dev.buttoncolor.store.database.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file that is no usable store is refused with a sentence, and not a byte of it changes. */
@Timeout(60)
class RefusedFileTest {

  @TempDir Path folder;
  private SqliteTestDatabase database;

  @BeforeEach
  void file() {
    database = new SqliteTestDatabase(folder.resolve("experiment.db"));
  }

  private StoreException refusal() {
    return assertThrows(StoreException.class, () -> TestStore.on(database));
  }

  /** Refused, and the file is as before. */
  private void assertRefused(String why) throws IOException {
    byte[] before = Files.readAllBytes(database.file());
    String message = refusal().getMessage();

    assertTrue(message.contains(why), message);
    assertTrue(message.contains("The store " + database.file()), message);
    assertTrue(message.contains("was left as it is"), message);
    assertArrayEquals(before, Files.readAllBytes(database.file()));
  }

  private byte[] storeOfManyPages() throws Exception {
    try (TestStore test = TestStore.on(database)) {
      for (int i = 0; i < 1_000; i++) {
        test.expose(i, "Blue");
      }
    }
    return Files.readAllBytes(database.file());
  }

  private void execute(String sql) throws Exception {
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void damagedStore() throws Exception {
    byte[] bytes = storeOfManyPages();
    Files.write(database.file(), Arrays.copyOf(bytes, bytes.length / 2));
    assertRefused("is damaged or no SQLite database");
  }

  @Test
  void storeOfALaterVersion() throws Exception {
    storeOfManyPages();
    execute("PRAGMA user_version = 999");
    assertRefused("has schema version 999, and this program reads version 4: run a newer version");
  }

  /** Of version 1: 733 visitors, and as the program wrote it then, without its application id. */
  @Test
  void storeOfAnEarlierVersion() throws Exception {
    try (InputStream in = RefusedFileTest.class.getResourceAsStream("version-1.db")) {
      Files.copy(in, database.file());
    }
    assertRefused("commit a7e4d4c is the last that reads versions 1 to 3, and its \"export\"");
  }

  @Test
  void anotherProgramsDatabase() throws Exception {
    execute("CREATE TABLE bookmarks (url TEXT)");
    assertRefused("is another program's database");
  }

  @Test
  void lockedStoreIsTakenOnceItIsFree() throws Throwable {
    try (TestStore test = TestStore.on(database)) {
      test.whileLocked(
          () -> assertTrue(refusal().getMessage().contains("locked"), refusal().getMessage()));
    }
    TestStore.on(database).close();
  }

  @Test
  void emptyFileBecomesAStore() throws Exception {
    Files.createFile(database.file());
    try (TestStore test = TestStore.on(database)) {
      assertEquals(4, test.number("PRAGMA user_version"));
    }
  }

  /** What a killed process leaves: the events are in the log, and not in the file yet. */
  @Test
  void storeOfAKilledProcessIsTaken() throws Exception {
    Path copy = Files.createDirectory(folder.resolve("copy"));
    try (TestStore test = TestStore.on(database)) {
      test.expose(1, "Blue");
      test.signUp(1);
      try (Stream<Path> files = Files.list(folder)) {
        for (Path each : files.filter(Files::isRegularFile).toList()) {
          Files.copy(each, copy.resolve(each.getFileName()));
        }
      }
    }
    SqliteTestDatabase left = new SqliteTestDatabase(copy.resolve("experiment.db"));
    try (TestStore test = TestStore.on(left)) {
      assertEquals(1, test.counts("Blue").signups());
    }
  }
}
