package dev.buttoncolor.support;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** One run of a command, with what it said on standard output and error. */
public record CommandRun(int exitCode, String out, String err) {

  public static CommandRun of(CommandLine command, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(args);
    return new CommandRun(exitCode, lines(out), lines(err));
  }

  private static String lines(StringWriter said) {
    return said.toString().replace(System.lineSeparator(), "\n");
  }
}
