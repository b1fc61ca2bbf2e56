package dev.buttoncolor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.App;
import dev.buttoncolor.support.CommandRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandsTest {
  private static CommandRun run(String... args) {
    return CommandRun.of(Commands.of(App::start), args);
  }

  private static String said(String... args) {
    CommandRun run = run(args);
    assertEquals(0, run.exitCode(), run.err());
    return run.out();
  }

  @ParameterizedTest
  @CsvSource({
    "serve,DATA_DIR=./data",
    "plan,--baseline=RATE",
    "peek,Default: 1000",
    "simulate,--rates=GROUP=RATE",
    "simulate,--anywhere",
    "simulate,Default: 1000",
    "export,--format=FORMAT",
    "forget,--visitor=ID",
    "reset,--yes",
    "ship,--group=NAME",
    "outbox,retry",
    "healthcheck,HOST with ADMIN_PORT or PORT",
  })
  void helpOfACommandTellsItsOptions(String command, String part) {
    String help = said(command, "--help");
    assertTrue(help.contains("Usage: button-color-experiment " + command), help);
    assertTrue(help.contains(part), help);
  }

  @Test
  void everyCommandTellsTheVersion() {
    assertTrue(said("export", "--version").startsWith("button-color-experiment "));
  }

  @ParameterizedTest
  @CsvSource({
    "--bogus,Unknown option: '--bogus'",
    "sevre,Unmatched argument at index 0: 'sevre'",
    "simulate,Missing required option: '--rates=GROUP=RATE",
  })
  void aWrongCommandLineIsOneSentence(String argument, String sentence) {
    CommandRun run = run(argument);
    assertEquals(2, run.exitCode());
    assertTrue(run.err().startsWith(sentence), run.err());
    assertEquals(2, run.err().lines().count(), run.err());
  }
}
