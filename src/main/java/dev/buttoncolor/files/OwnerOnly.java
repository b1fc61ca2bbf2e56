package dev.buttoncolor.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Creates files and folders that only their owner may read and write, regardless of the umask. A
 * file system without POSIX permissions, as on Windows, gives them its default ones.
 */
public final class OwnerOnly {

  private static final Set<PosixFilePermission> PERMISSIONS =
      PosixFilePermissions.fromString("rw-------");

  private static final Set<PosixFilePermission> FOLDER_PERMISSIONS =
      PosixFilePermissions.fromString("rwx------");

  private OwnerOnly() {}

  /** Makes an empty file; one that is there stays as it is, permissions included. */
  public static void create(Path file) throws IOException {
    try {
      Files.createFile(file, attributes(file, PERMISSIONS));
    } catch (FileAlreadyExistsException e) { // the owner may have chosen other permissions
      if (!Files.exists(file)) { // the file would be made where the link leads, open to others
        throw new IOException(file + " is a link that leads nowhere", e);
      }
    }
  }

  /** Makes a folder, with those above it; one that is there stays as it is. */
  public static void createFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) { // createDirectories() of JDK 17 fails on a link to a folder
      Files.createDirectories(folder, attributes(folder, FOLDER_PERMISSIONS));
    }
  }

  /**
   * Gives a file this content in UTF-8, whole or not at all: it is written beside the file, forced
   * to disk and moved into its place. One writer at a time.
   */
  public static void write(Path file, String content) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(beside);
    Files.createFile(beside, attributes(beside, PERMISSIONS));
    Files.writeString(beside, content);
    try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
      channel.force(true); // or a power cut could leave the name on an empty file
    }
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Sets the permissions of an existing file; returns whether the file system has kept them. */
  public static boolean restrict(Path file) {
    try {
      Files.setPosixFilePermissions(file, PERMISSIONS);
      return Files.getPosixFilePermissions(file).equals(PERMISSIONS);
    } catch (UnsupportedOperationException | IOException e) {
      return false; // without POSIX permissions, as on Windows, or with fixed ones, as on FAT
    }
  }

  private static FileAttribute<?>[] attributes(Path file, Set<PosixFilePermission> permissions) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }
}
