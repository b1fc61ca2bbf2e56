package dev.buttoncolor.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

  @TempDir private Path folder;

  @Test
  void folderBelongsToOneProcessAtATime() throws IOException {
    try (DataDirectory first = DataDirectory.open(folder)) {
      String refusal =
          assertThrows(InvalidSettingException.class, () -> DataDirectory.open(folder))
              .getMessage();
      assertTrue(refusal.contains("which another process of this program is using"), refusal);
      assertEquals(folder.resolve("experiment.db"), first.store());
    }
    DataDirectory.open(folder).close();
  }

  @Test
  void folderThatCannotBeWrittenIsRefused() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    String refusal =
        assertThrows(InvalidSettingException.class, () -> DataDirectory.open(file)).getMessage();
    assertTrue(refusal.contains("must be a folder that this program may write to"), refusal);
  }
}
