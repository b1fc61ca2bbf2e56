package dev.buttoncolor.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.support.RunningApp;
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
  void folderOrLockThatCannotBeUsedIsRefusedWithoutWaiting() throws Exception {
    assertRefused(Files.createFile(folder.resolve("file")), "is not allowed: it is the folder");
    Path lock = folder.resolve("lock");
    new ProcessBuilder("mkfifo", lock.toString()).start().waitFor();
    assertRefused(folder, "is not a regular file");
    Files.delete(lock);
    Path elsewhere = folder.resolve("elsewhere");
    Files.createSymbolicLink(lock, elsewhere);
    assertRefused(folder, "is not allowed: it is the folder");
    assertFalse(Files.exists(elsewhere));
  }

  private static void assertRefused(Path folder, String why) {
    String refusal =
        assertThrows(InvalidSettingException.class, () -> DataDirectory.open(folder)).getMessage();
    assertTrue(refusal.contains(why), refusal);
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
