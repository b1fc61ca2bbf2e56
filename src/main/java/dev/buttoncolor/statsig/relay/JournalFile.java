package dev.buttoncolor.statsig.relay;

import dev.buttoncolor.sqlite.OwnerOnly;
import dev.buttoncolor.sqlite.UnusableFileException;
import dev.buttoncolor.statsig.relay.JournaledEvents.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal on disk: a first line that says what it is, then a line for each change. {@code +7
 * {...}} is the event with number 7 as {@code log_event} takes it, {@code -7} strikes it out.
 *
 * <p>What was written is with the operating system, so it outlives the process, though not a power
 * cut. A last line that a kill cut off is ignored: no visitor was answered for it. Not safe for use
 * by two threads at once.
 */
final class JournalFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JournalFile.class);
  private static final String FIRST_LINE = "Button color experiment, journal 1\n";

  private final Path file;
  private FileChannel channel;
  private long size;
  private boolean torn;

  private JournalFile(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    this.size = channel.size();
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
    return new JournalFile(file, FileChannel.open(file, StandardOpenOption.APPEND));
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
    if (line.startsWith("+")) {
      int space = line.indexOf(' ');
      events.put(Long.parseLong(line.substring(1, space)), line.substring(space + 1));
    } else {
      events.remove(Long.parseLong(line.substring(1)));
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  static String line(Entry entry) {
    return "+" + entry.number() + " " + entry.json() + "\n";
  }

  static String strike(Entry entry) {
    return "-" + entry.number() + "\n";
  }

  /** Adds lines; where that fails, the file has to be rewritten before the next ones. */
  void append(String lines) throws IOException {
    torn = true;
    write(size == 0 ? FIRST_LINE + lines : lines);
    torn = false;
  }

  /** Whether lines may be missing, or cut off. */
  boolean isTorn() {
    return torn;
  }

  /** Replaces all lines by those of these events, at once. */
  void rewrite(Collection<Entry> events) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(next);
    OwnerOnly.create(next);
    StringBuilder lines = new StringBuilder(FIRST_LINE);
    events.forEach(event -> lines.append(line(event)));
    FileChannel old = channel;
    channel = FileChannel.open(next, StandardOpenOption.APPEND);
    size = 0;
    torn = true;
    write(lines.toString());
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    torn = false;
    old.close();
  }

  /** Leaves nothing in the file. */
  void clear() throws IOException {
    if (size > 0) {
      channel.truncate(0);
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
    channel.close();
  }

  private void write(String lines) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      size += channel.write(bytes);
    }
  }
}
