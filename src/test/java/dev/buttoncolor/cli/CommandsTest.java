package dev.buttoncolor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.App;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandsTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    CommandLine commands = Commands.of(App::start);
    return commands.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(args);
  }

  @Test
  void helpListsTheCommands() {
    assertEquals(0, run("--help"));
    for (String command :
        new String[] {
          "serve", "plan", "peek", "simulate", "export", "forget", "reset", "healthcheck"
        }) {
      assertTrue(out.toString().lines().anyMatch(l -> l.strip().startsWith(command)), command);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "serve,.env.example",
    "plan,--baseline=RATE",
    "peek,Default: 1000",
    "simulate,--rates=GROUP=RATE",
    "simulate,--anywhere",
    "simulate,Default: 1000",
    "export,--format=FORMAT",
    "forget,--visitor=ID",
    "reset,--yes",
    "healthcheck,--url=URL",
  })
  void helpOfACommandTellsItsOptions(String command, String part) {
    assertEquals(0, run(command, "--help"));
    assertTrue(
        out.toString().contains("Usage: button-color-experiment " + command), out.toString());
    assertTrue(out.toString().contains(part), out.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"serve", "plan", "peek", "simulate", "export", "forget", "reset", "healthcheck"})
  void everyCommandTellsTheVersion(String command) {
    assertEquals(0, run(command, "--version"));
    assertTrue(out.toString().startsWith("button-color-experiment "), out.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "--bogus,Unknown option: '--bogus'",
    "sevre,Unmatched argument at index 0: 'sevre'",
    "simulate,Missing required option: '--rates=GROUP=RATE",
  })
  void aWrongCommandLineIsOneSentence(String argument, String sentence) {
    assertEquals(2, run(argument));
    assertTrue(err.toString().startsWith(sentence), err.toString());
    assertEquals(2, err.toString().lines().count(), err.toString());
  }
}
