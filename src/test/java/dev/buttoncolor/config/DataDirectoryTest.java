package dev.buttoncolor.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.support.RunningApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
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
    assertTrue(refusal.contains("which is not allowed: it is the folder"), refusal);
  }

  @Test
  void lockThatIsAPipeIsRefusedWithoutWaiting() throws Exception {
    new ProcessBuilder("mkfifo", folder.resolve("lock").toString()).start().waitFor();

    assertThrows(InvalidSettingException.class, () -> DataDirectory.open(folder));
  }

  @Test
  void linkThatLeadsNowhereIsNotFollowed() throws IOException {
    Path elsewhere = folder.resolve("elsewhere");
    Files.createSymbolicLink(folder.resolve("lock"), elsewhere);

    assertThrows(InvalidSettingException.class, () -> DataDirectory.open(folder));
    assertFalse(Files.exists(elsewhere));
  }

  @Test
  void newFolderIsForItsOwnerOnlyWhateverTheUmask() throws Exception {
    Path data = folder.resolve("a/b");
    DataDirectory.folder(data.toString());

    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data)));
  }

  @Test
  void everyFileInItIsForItsOwnerOnly() throws Exception {
    try (RunningApp app = RunningApp.in(folder)) {
      app.get("/");
      try (Stream<Path> files = Files.list(folder)) {
        List<Path> all = files.toList();
        assertTrue(all.size() > 2, all::toString);
        for (Path file : all) {
          assertEquals(
              "rw-------",
              PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
              file::toString);
        }
      }
    }
  }
}
