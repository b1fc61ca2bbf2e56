package dev.buttoncolor.sqlite;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that hold visitors' ids, which other users of the machine are not to read. */
public final class OwnerOnly {
  private static final String OWNER_ONLY = "rw-------";

  private OwnerOnly() {}

  /**
   * Makes an empty file that only its owner may read and write, whatever the umask is, where the
   * file system has POSIX permissions. A file that is there stays as it is.
   */
  public static void create(Path file) throws IOException {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] ownerOnly =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY))
            }
            : new FileAttribute<?>[0];
    try {
      Files.createFile(file, ownerOnly);
    } catch (FileAlreadyExistsException e) {
      // Its permissions are its owner's choice.
    }
  }
}
