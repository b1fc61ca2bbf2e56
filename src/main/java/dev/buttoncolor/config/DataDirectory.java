package dev.buttoncolor.config;

import dev.buttoncolor.files.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
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
  private static final String LOCK = "lock";
  private static final String VISITOR_KEY = "visitor-id.key";

  private final Path folder;
  private final FileChannel lockFile;

  private DataDirectory(Path folder, FileChannel lockFile) {
    this.folder = folder;
    this.lockFile = lockFile;
  }

  /** Locks the folder, which exists; refused if it cannot be written or another process has it. */
  public static DataDirectory open(Path folder) {
    Path lock = folder.resolve(LOCK);
    try {
      OwnerOnly.create(lock);
      if (!Files.isRegularFile(lock)) { // to open a pipe would wait for its other end
        throw new InvalidSettingException(
            "DATA_DIR is \"%s\", but %s is not a regular file.".formatted(folder, lock));
      }
      FileChannel lockFile = FileChannel.open(lock, StandardOpenOption.WRITE);
      if (lockFile.tryLock() == null) {
        lockFile.close();
        throw new InvalidSettingException(
            ("DATA_DIR is \"%s\", which another process of this program is using; stop that one, or"
                    + " give this one a folder of its own.")
                .formatted(folder));
      }
      if (!OwnerOnly.restrict(lock)) {
        LOG.warn(
            "Files in {} cannot be restricted to their owner: the store and the visitor key are as"
                + " private as the folder",
            folder);
      }
      return new DataDirectory(folder, lockFile);
    } catch (IOException e) {
      throw Setting.DATA_DIR.refused(folder.toString());
    }
  }

  static Path folder(String name) throws IOException {
    Path folder = Path.of(name);
    OwnerOnly.createFolder(folder);
    return folder.toRealPath();
  }

  /** The file that is locked. If it is removed, another process can take the folder. */
  public Path lock() {
    return folder.resolve(LOCK);
  }

  public Path store() {
    return storeIn(folder);
  }

  /** The store's file in a folder that another process may have locked. */
  public static Path storeIn(Path folder) {
    return folder.resolve("experiment.db");
  }

  public Path visitorKey() {
    return folder.resolve(VISITOR_KEY);
  }

  /** Copies the visitor key, if there is one, into another folder, which is made if need be. */
  public static boolean copyVisitorKey(Path folder, Path target) throws IOException {
    OwnerOnly.createFolder(target);
    Path key = folder.resolve(VISITOR_KEY);
    if (!Files.exists(key)) {
      return false;
    }
    OwnerOnly.write(target.resolve(VISITOR_KEY), Files.readString(key));
    return true;
  }

  /** The last from Statsig. */
  public Path specs() {
    return folder.resolve("specs.json");
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}
