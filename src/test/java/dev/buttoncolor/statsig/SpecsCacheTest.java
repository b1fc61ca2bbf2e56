package dev.buttoncolor.statsig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecsCacheTest {

  private static final String KEY = "secret-of-one-project";

  @TempDir private Path folder;
  private Path file;
  private SpecsCache cache;

  @BeforeEach
  void cache() {
    file = folder.resolve("specs.json");
    cache = new SpecsCache(file, KEY);
  }

  @Test
  void lastDocumentIsKeptForItsKeyWhichIsNotInTheFile() throws IOException {
    assertEquals(Optional.empty(), cache.read());
    cache.write("{\"time\": 1}");
    cache.write("{\"time\": 2, \"text\": \"ü\"}");

    assertEquals(Optional.of("{\"time\": 2, \"text\": \"ü\"}"), new SpecsCache(file, KEY).read());
    assertEquals(Optional.empty(), new SpecsCache(file, "secret-of-another").read());
    assertFalse(Files.readString(file).contains(KEY));
  }

  @Test
  void whatIsNoDocumentOfThisProgramIsNotUsed() throws IOException {
    for (byte[] content : new byte[][] {{(byte) 0xff, (byte) 0xfe, 0, 1}, {'{', '}'}}) {
      Files.write(file, content);
      assertEquals(Optional.empty(), cache.read());
    }
  }

  @Test
  void documentThatCannotBeKeptStillAssigns() throws IOException {
    cache.write("{}");
    Files.createDirectories(folder.resolve("specs.json.new/in-the-way"));
    cache.write("{\"time\": 2}");
    assertEquals(Optional.of("{}"), cache.read());
  }
}
