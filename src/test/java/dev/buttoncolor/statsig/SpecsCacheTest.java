package dev.buttoncolor.statsig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SpecsCacheTest {

  private static final String KEY = "secret-of-one-project";

  @TempDir Path folder;
  private Path file;
  private SpecsCache cache;

  @BeforeEach
  void cache() {
    file = folder.resolve("specs.json");
    cache = new SpecsCache(file, KEY);
  }

  @Test
  void lastDocumentIsKept() throws IOException {
    assertEquals(Optional.empty(), cache.read());
    cache.write("{\"time\": 1}");
    cache.write("{\"time\": 2, \"text\": \"ü\"}");

    assertEquals(Optional.of("{\"time\": 2, \"text\": \"ü\"}"), new SpecsCache(file, KEY).read());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void readerSeesOneDocumentOrTheOtherNeverAPart() throws Exception {
    String one = "1".repeat(300_000);
    String two = "2".repeat(300_000);
    cache.write(one);
    ExecutorService writer = Executors.newSingleThreadExecutor();
    try {
      Future<?> written =
          writer.submit(
              () -> {
                for (int i = 0; i < 50; i++) {
                  cache.write(i % 2 == 0 ? two : one);
                }
              });
      do {
        String read = cache.read().orElseThrow();
        assertTrue(read.equals(one) || read.equals(two), () -> read.length() + " characters");
      } while (!written.isDone());
      written.get();
    } finally {
      writer.shutdownNow();
    }
  }

  @Test
  void halfADocumentOfAKilledWriteIsNoObstacle() throws IOException {
    Files.writeString(folder.resolve("specs.json.new"), "{\"ti");
    assertEquals(Optional.empty(), cache.read());
    cache.write("{}");
    assertEquals(Optional.of("{}"), cache.read());
  }

  @Test
  void bytesThatAreNoTextAreNoDocument() throws IOException {
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
    assertEquals(Optional.empty(), cache.read());
    cache.write("{}");
    assertEquals(Optional.of("{}"), cache.read());
  }

  @Test
  void documentThatCannotBeKeptStillAssigns() throws IOException {
    cache.write("{}");
    Files.createDirectories(folder.resolve("specs.json.new/in-the-way"));
    cache.write("{\"time\": 2}");
    assertEquals(Optional.of("{}"), cache.read());
  }

  @Test
  void documentOfAnotherKeyIsNotUsed() {
    cache.write("{}");
    assertEquals(Optional.empty(), new SpecsCache(file, "secret-of-another").read());
    assertEquals(Optional.of("{}"), new SpecsCache(file, KEY).read());
  }

  @Test
  void documentOfAnUnknownKeyIsNotUsed() throws IOException {
    Files.writeString(file, "{\"time\": 1}"); // as earlier versions kept it
    assertEquals(Optional.empty(), cache.read());
  }

  @Test
  void keyIsNotInTheFile() throws IOException {
    cache.write("{}");
    assertFalse(Files.readString(file).contains(KEY));
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void fileIsForItsOwnerOnly() throws IOException {
    cache.write("{}");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }
}
