package dev.buttoncolor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.App;
import dev.buttoncolor.support.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandsTest {
  private static CommandRun run(String line) {
    return CommandRun.of(Commands.of(App::start), line.split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "serve --help,DATA_DIR=./data",
    "peek --help,Default: 1000",
    "simulate --help,a chance of 99%",
    "export --version,button-color-experiment ",
  })
  void commandsTellWhatTheyTake(String line, String part) {
    CommandRun run = run(line);
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains(part), run.out());
  }

  @ParameterizedTest
  @CsvSource({
    "--bogus,Unknown option: '--bogus'",
    "sevre,Unmatched argument at index 0: 'sevre'",
    "simulate,Missing required option: '--rates=GROUP=RATE",
    "'peek --runs 0','--runs is 0: it is a whole number from 1 to 1,000,000.'",
    "'peek --runs 1000001','--runs is 1000001: it is a whole number from 1 to'",
    "forget --visitor a/b,Invalid value for option '--visitor': it is 1 to 64 letters",
  })
  void aWrongCommandLineIsOneSentence(String line, String sentence) {
    CommandRun run = run(line);
    assertEquals(2, run.exitCode());
    assertTrue(run.err().startsWith(sentence), run.err());
    assertEquals(2, run.err().lines().count(), run.err());
  }

  @Test
  void readmeSaysWhatPeekPrints() throws IOException {
    String table = run("peek --runs 100 --seed 1").out();
    String readme = Files.readString(Path.of("README.md"));
    assertTrue(readme.contains("peek --runs 100 --seed 1\n" + table + "```"), table);
  }

  @Test
  void withoutASeedTheRunsAreOthersAndCanBeRepeated() {
    String once = run("peek --runs 20").out();
    String seed = once.replaceAll("(?s).*seed (\\d+)\\..*", "$1");
    assertEquals(once, run("peek --runs 20 --seed " + seed).out());
    assertNotEquals(once, run("peek --runs 20 --seed 1" + seed).out());
  }
}
