package dev.buttoncolor.store;

import static dev.buttoncolor.store.StoreFile.visitor;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file that is no usable store is refused with a sentence, and not a byte of it changes. */
@Timeout(60)
class RefusedFileTest {

  @TempDir Path folder;
  private StoreFile file;

  @BeforeEach
  void file() {
    file = new StoreFile(folder);
  }

  /** Refused, and neither the file nor its folder is another than before. */
  private void assertRefused(String why) throws IOException {
    byte[] before = Files.readAllBytes(file.path);
    String message = assertThrows(StoreException.class, file::open).getMessage();

    assertTrue(message.contains(why), message);
    assertTrue(message.contains(file.path.toString()), message);
    assertTrue(message.contains("left as it is") || message.contains("left as it was"), message);
    assertArrayEquals(before, Files.readAllBytes(file.path));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file.path), files.toList());
    }
  }

  private byte[] storeOfManyPages() throws StoreException, IOException {
    try (EventStore store = file.open()) {
      for (int i = 0; i < 1_000; i++) {
        store.expose(visitor(i), "Blue");
      }
    }
    return Files.readAllBytes(file.path);
  }

  private static byte[] noise(int length) {
    byte[] noise = new byte[length];
    new Random(7).nextBytes(noise);
    return noise;
  }

  @Test
  void randomBytes() throws IOException {
    Files.write(file.path, noise(20_000));
    assertRefused("is damaged or no SQLite database");
  }

  @Test
  void validHeaderFollowedByGarbage() throws Exception {
    byte[] bytes = storeOfManyPages();
    System.arraycopy(noise(bytes.length), 0, bytes, 100, bytes.length - 100);
    Files.write(file.path, bytes);
    assertRefused("is damaged or no SQLite database");
  }

  @Test
  void garbageBehindAnIntactFirstPage() throws Exception {
    byte[] bytes = storeOfManyPages();
    System.arraycopy(noise(bytes.length), 0, bytes, 4_096, bytes.length - 4_096);
    Files.write(file.path, bytes);
    assertRefused("is damaged or no SQLite database");
  }

  @Test
  void garbageInTheVeryLastPage() throws Exception {
    byte[] bytes = storeOfManyPages();
    System.arraycopy(noise(4_096), 0, bytes, bytes.length - 4_096, 4_096);
    Files.write(file.path, bytes);
    assertRefused("is damaged or no SQLite database");
  }

  @Test
  void truncatedStore() throws Exception {
    byte[] bytes = storeOfManyPages();
    Files.write(file.path, Arrays.copyOf(bytes, bytes.length / 2));
    assertRefused("is damaged or no SQLite database");
    Files.write(file.path, Arrays.copyOf(bytes, 10));
    assertRefused("is damaged or no SQLite database");
  }

  @Test
  void storeOfALaterVersion() throws Exception {
    byte[] unchanged = storeOfManyPages();
    file.execute("PRAGMA user_version = 2");
    assertFalse(Arrays.equals(unchanged, Files.readAllBytes(file.path)));
    assertRefused("has schema version 2, but this program knows version 1 only");
  }

  @Test
  void anotherProgramsDatabase() throws IOException, SQLException {
    file.execute("CREATE TABLE bookmarks (url TEXT)");
    assertRefused("is another program's database");
    file.execute("PRAGMA user_version = 1");
    assertRefused("is another program's database");
  }

  @Test
  void anotherProgramsDatabaseInWriteAheadMode() throws IOException, SQLException {
    file.execute("PRAGMA journal_mode = WAL");
    file.execute("CREATE TABLE bookmarks (url TEXT)");
    assertRefused("is another program's database");
  }

  @Test
  void lockedStoreIsNotToBeMovedAway() throws Throwable {
    file.open().close();
    file.whileLocked(
        () -> {
          String message = assertThrows(StoreException.class, file::open).getMessage();
          assertTrue(message.contains("is locked by another program"), message);
        });
    file.open().close();
  }

  @Test
  void readOnlyFile() throws Exception {
    file.open().close();
    Files.setPosixFilePermissions(file.path, PosixFilePermissions.fromString("r--r--r--"));
    assumeFalse(Files.isWritable(file.path), "root may write anything");
    assertRefused("cannot be used");
  }

  @Test
  void folderInPlaceOfAFile() throws IOException {
    Files.createDirectory(file.path);
    assertThrows(StoreException.class, file::open);
  }

  @Test
  void emptyFileBecomesAStore() throws Exception {
    Files.createFile(file.path);
    file.open().close();
    assertEquals(1, file.number("PRAGMA user_version"));
  }

  /** What a killed process leaves: the events are in the log, and not in the file yet. */
  @Test
  void storeOfAKilledProcessIsTaken() throws Exception {
    Path copy = Files.createDirectory(folder.resolve("copy"));
    try (EventStore store = file.open()) {
      store.expose(visitor(1), "Blue");
      store.signUp(visitor(1)).join();
      try (Stream<Path> files = Files.list(folder)) {
        for (Path each : files.filter(Files::isRegularFile).toList()) {
          Files.copy(each, copy.resolve(each.getFileName()));
        }
      }
    }
    try (EventStore store = new StoreFile(copy).open()) {
      assertEquals(1, StoreFile.counts(store, "Blue").signups());
    }
  }
}
