package dev.buttoncolor.config;

import com.google.gson.JsonObject;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the log is written. */
public final class LogSettings {
  private LogSettings() {}

  /** To be called before the first logger is made, which reads what is set here. */
  public static void apply(Map<String, String> environment) {
    System.setProperty(
        "org.slf4j.simpleLogger.defaultLogLevel", Setting.LOG_LEVEL.valueIn(environment));
    if (Setting.ACCESS_LOG.valueIn(environment).equals("on")) {
      System.setProperty("org.slf4j.simpleLogger.log.access", "info");
    }
    if (Setting.LOG_FORMAT.valueIn(environment).equals("json")) {
      System.setErr(new JsonLines(System.err));
    }
  }

  /**
   * Standard error for a machine: what slf4j-simple prints as a line, and a stack trace below it,
   * becomes one JSON object. It prints the line as a text, the trace as objects, and then flushes,
   * under a lock of its own. Any other text becomes an object with a message alone.
   */
  private static final class JsonLines extends PrintStream {

    /** The format in simplelogger.properties. */
    private static final Pattern LINE =
        Pattern.compile("(?s)(?<time>\\S+) (?<level>[A-Z]+) (?<logger>\\S+) - (?<message>.*)");

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
        for (String part : List.of("time", "level", "logger", "message")) {
          line.addProperty(part, parts.group(part));
        }
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
}
