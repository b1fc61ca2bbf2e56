package dev.buttoncolor.config;

import com.google.gson.JsonObject;
import java.io.PrintStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Standard error for a machine: what slf4j-simple prints as a line, and a stack trace below it,
 * becomes one JSON object. It prints the line as a text, the trace as objects, and then flushes,
 * under a lock of its own. Any other text becomes an object with a message alone.
 */
final class JsonLines extends PrintStream {

  /** The format in simplelogger.properties. */
  private static final Pattern LINE =
      Pattern.compile(
          "(?<time>\\S+) (?<level>[A-Z]+) (?<logger>\\S+) - (?<message>.*)", Pattern.DOTALL);

  private final PrintStream out;
  private final StringBuilder trace = new StringBuilder();
  private JsonObject open; // null between two lines of the log

  JsonLines(PrintStream out) {
    super(out, true);
    this.out = out;
  }

  @Override
  public synchronized void println(String text) {
    JsonObject line = new JsonObject();
    Matcher parts = LINE.matcher(text);
    if (parts.matches()) {
      line.addProperty("time", parts.group("time"));
      line.addProperty("level", parts.group("level"));
      line.addProperty("logger", parts.group("logger"));
      line.addProperty("message", parts.group("message"));
      open = line;
    } else {
      line.addProperty("message", text);
      out.println(line);
    }
  }

  @Override
  public synchronized void println(Object part) {
    trace.append(part).append('\n');
  }

  @Override
  public synchronized void flush() {
    if (open != null) {
      if (!trace.isEmpty()) {
        open.addProperty("trace", trace.toString());
      }
      out.println(open);
      open = null;
      trace.setLength(0);
    }
    super.flush();
  }
}
