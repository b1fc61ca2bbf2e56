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

  private static CommandRun run(String... options) {
    return CommandRun.of(new CommandLine(new PeekCommand()), options);
  }

  private static String table(String... options) {
    CommandRun run = run(options);
    assertEquals(0, run.exitCode(), run.err());
    return run.out();
  }

  @Test
  void readmeSaysWhatItPrints() throws IOException {
    String table = table("--runs", "100", "--seed", "1");
    String readme = Files.readString(Path.of("README.md"));
    assertTrue(readme.contains("peek --runs 100 --seed 1\n" + table + "```"), table);
  }

  @Test
  void withoutASeedTheRunsAreOthersAndCanBeRepeated() {
    String once = table("--runs", "20");
    String seed = once.replaceAll("(?s).*seed (\\d+)\\..*", "$1");
    assertEquals(once, table("--runs", "20", "--seed", seed));
    assertNotEquals(once, table("--runs", "20", "--seed", seed + "1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1000001"})
  void runsOutOfRangeAreRefused(String runs) {
    CommandRun run = run("--runs", runs);
    assertEquals(2, run.exitCode());
    assertEquals("", run.out());
    assertTrue(
        run.err().startsWith("--runs is " + runs + ": it is a whole number from 1 to 1,000,000."),
        run.err());
  }
}
