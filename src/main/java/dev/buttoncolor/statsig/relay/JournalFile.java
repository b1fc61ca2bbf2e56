package dev.buttoncolor.statsig.relay;

import dev.buttoncolor.files.OwnerOnly;
import dev.buttoncolor.sqlite.UnusableFileException;
import dev.buttoncolor.statsig.relay.JournaledEvents.Entry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal on disk: a first line that says what it is, then a line for each change. {@code +7
 * {...}} is the event with number 7 as {@code log_event} takes it, {@code -5 9} strikes out those
 * from 5 to 9.
 *
 * <p>What was written is with the operating system, so it outlives the process, though not a power
 * cut. A last line that a kill cut off is ignored: no visitor was answered for it. Not safe for use
 * by two threads at once.
 */
final class JournalFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JournalFile.class);
  private static final String FIRST_LINE = "Button color experiment, journal 1\n";
  private static final int CHUNK = 64 * 1024;

  private final Path file;
  // No FileChannel: an interrupt of the thread that writes would close that.
  private RandomAccessFile access;
  private long size;
  private boolean torn;

  private JournalFile(Path file) throws IOException {
    this.file = file;
    this.access = new RandomAccessFile(file.toFile(), "rw");
    this.size = access.length();
    access.seek(size);
  }

  /**
   * Opens the file, or makes it, readable by its owner only.
   *
   * @throws UnusableFileException where the file is none of these; it was left as it is
   */
  static JournalFile open(Path file) throws IOException, UnusableFileException {
    OwnerOnly.create(file);
    if (!text(file).startsWith(FIRST_LINE) && Files.size(file) > 0) {
      throw new UnusableFileException(
          "The journal %s is another program's file, or of another version of this one. It was left as it is; move it away to start with a new one."
              .formatted(file));
    }
    return new JournalFile(file);
  }

  /** The JSON of the events that are not struck out, by number. */
  SortedMap<Long, String> read() throws IOException {
    SortedMap<Long, String> events = new TreeMap<>();
    String text = text(file);
    int unreadable = 0;
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().skip(1).toList()) {
      try {
        readLine(line, events);
      } catch (NumberFormatException | IndexOutOfBoundsException e) {
        unreadable++;
      }
    }
    if (unreadable > 0) {
      LOG.error("{} lines of the journal {} are damaged and were left out", unreadable, file);
    }
    return events;
  }

  private static void readLine(String line, SortedMap<Long, String> events) {
    int space = line.indexOf(' ');
    long number = Long.parseLong(line.substring(1, space));
    if (line.startsWith("+")) {
      events.put(number, line.substring(space + 1));
    } else {
      events.subMap(number, Long.parseLong(line.substring(space + 1)) + 1).clear();
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  /** The line of an event. */
  static void add(Entry entry, StringBuilder lines) {
    lines.append('+').append(entry.number()).append(' ').append(entry.json()).append('\n');
  }

  /**
   * The lines that strike out these numbers: what the SDK posts at once mostly follows in a row.
   */
  static void strikeOut(List<Long> numbers, StringBuilder lines) {
    List<Long> sorted = numbers.stream().sorted().toList();
    for (int first = 0, next = 1; first < sorted.size(); first = next++) {
      while (next < sorted.size() && sorted.get(next) == sorted.get(next - 1) + 1) {
        next++;
      }
      lines.append('-').append(sorted.get(first)).append(' ').append(sorted.get(next - 1));
      lines.append('\n');
    }
  }

  void append(String lines) throws IOException {
    byte[] bytes = (size == 0 ? FIRST_LINE + lines : lines).getBytes(StandardCharsets.UTF_8);
    torn = true;
    access.write(bytes);
    size += bytes.length;
    torn = false;
  }

  /**
   * Whether the last change failed: lines may be missing, or cut off, and the file has to be
   * rewritten before the next one.
   */
  boolean isTorn() {
    return torn;
  }

  /**
   * Replaces all lines by those of these events, at once; leaves no half of them on a full disk.
   */
  void rewrite(Stream<Entry> events) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    torn = true;
    Files.deleteIfExists(next);
    OwnerOnly.create(next);
    RandomAccessFile written = new RandomAccessFile(next.toFile(), "rw");
    try {
      writeAll(events, written);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      written.close();
      Files.deleteIfExists(next);
      throw e;
    }
    access.close();
    access = written;
    size = written.length();
    torn = false;
  }

  /** Some lines at a time: all of them once more would be much for a small heap. */
  private static void writeAll(Stream<Entry> events, RandomAccessFile to) throws IOException {
    StringBuilder lines = new StringBuilder(FIRST_LINE);
    for (Iterator<Entry> each = events.iterator(); each.hasNext(); ) {
      add(each.next(), lines);
      if (lines.length() > CHUNK) {
        to.write(lines.toString().getBytes(StandardCharsets.UTF_8));
        lines.setLength(0);
      }
    }
    to.write(lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Leaves nothing in the file. */
  void clear() throws IOException {
    if (size > 0) {
      torn = true;
      access.setLength(0); // and goes there
      size = 0;
      torn = false;
    }
  }

  /** In bytes. */
  long size() {
    return size;
  }

  @Override
  public void close() throws IOException {
    access.close();
  }
}
