package dev.buttoncolor.config;

import dev.buttoncolor.files.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder where everything that outlives the process is kept. Belongs to one process at a time:
 * two that write the same counts would each undo what the other did.
 */
public final class DataDirectory implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);

  private final Path folder;
  private final FileChannel lockFile;

  private DataDirectory(Path folder, FileChannel lockFile) {
    this.folder = folder;
    this.lockFile = lockFile;
  }

  /**
   * Takes the folder, which is there, for this process. Its files are made for their owner only.
   *
   * @throws InvalidSettingException where it cannot be written, or another process has it
   */
  public static DataDirectory open(Path folder) {
    try {
      Path lock = folder.resolve("lock");
      OwnerOnly.create(lock);
      FileChannel lockFile = FileChannel.open(lock, StandardOpenOption.WRITE);
      if (isLocked(lockFile)) {
        if (!OwnerOnly.restrict(lock)) {
          LOG.warn(
              "The file system of {} has no permissions for each file: the store and the visitor"
                  + " key are as private as the folder",
              folder);
        }
        return new DataDirectory(folder, lockFile);
      }
      lockFile.close();
    } catch (IOException e) {
      throw InvalidSettingException.of(Setting.DATA_DIR, folder.toString());
    }
    throw new InvalidSettingException(
        "DATA_DIR is \"%s\", which another process of this program is using; stop that one, or give"
                .formatted(folder)
            + " this one a folder of its own.");
  }

  private static boolean isLocked(FileChannel file) throws IOException {
    try {
      FileLock lock = file.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) { // this very process has it
      return false;
    }
  }

  /** Where first exposures and first signups are. */
  public Path store() {
    return storeIn(folder);
  }

  /** Where they are in such a folder, whichever process uses it. */
  public static Path storeIn(Path folder) {
    return folder.resolve("experiment.db");
  }

  /** Where the secret behind the visitor ids is. */
  public Path visitorKey() {
    return folder.resolve("visitor-id.key");
  }

  /** Where the last specs from Statsig are. */
  public Path specs() {
    return folder.resolve("specs.json");
  }

  /** Where events wait for Statsig. */
  public Path outbox() {
    return folder.resolve("outbox.db");
  }

  /** Where it stands what the SDK has logged and not posted yet. */
  public Path journal() {
    return folder.resolve("events.journal");
  }

  /** Gives the folder up. */
  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}
