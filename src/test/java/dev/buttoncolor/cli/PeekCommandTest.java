package dev.buttoncolor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.support.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class PeekCommandTest {

  private static CommandRun peek(String... options) {
    return CommandRun.of(new CommandLine(new PeekCommand()), options);
  }

  @Test
  void readmeSaysWhatItPrints() throws IOException {
    String table = peek("--runs", "100", "--seed", "1").out();
    String readme = Files.readString(Path.of("README.md"));
    assertTrue(readme.contains("peek --runs 100 --seed 1\n" + table + "```"), table);
  }

  @Test
  void withoutASeedTheRunsAreOthersAndCanBeRepeated() {
    String once = peek("--runs", "20").out();
    String seed = once.replaceAll("(?s).*seed (\\d+)\\..*", "$1");
    assertEquals(once, peek("--runs", "20", "--seed", seed).out());
    assertNotEquals(once, peek("--runs", "20", "--seed", seed + "1").out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1000001"})
  void runsOutOfRangeAreRefused(String runs) {
    CommandRun run = peek("--runs", runs);
    assertEquals(2, run.exitCode());
    String sentence = "--runs is " + runs + ": it is a whole number from 1 to 1,000,000.";
    assertTrue(run.err().startsWith(sentence), run.err());
  }
}
