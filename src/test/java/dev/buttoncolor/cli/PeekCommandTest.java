package dev.buttoncolor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class PeekCommandTest {

  private final StringWriter err = new StringWriter();

  private String run(int exitCode, String... options) {
    StringWriter out = new StringWriter();
    int ended =
        new CommandLine(new PeekCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(options);
    assertEquals(exitCode, ended, err::toString);
    return out.toString().replace(System.lineSeparator(), "\n");
  }

  @Test
  void readmeSaysWhatItPrints() throws IOException {
    String table = run(0, "--runs", "1000", "--seed", "1");
    String readme = Files.readString(Path.of("README.md"));
    assertTrue(readme.contains("peek --runs 1000 --seed 1\n" + table + "```"), table);
  }

  @Test
  void withoutASeedTheRunsAreOthersAndCanBeRepeated() {
    String once = run(0, "--runs", "20");
    String seed = once.replaceAll("(?s).*seed (\\d+)\\..*", "$1");
    assertEquals(once, run(0, "--runs", "20", "--seed", seed));
    assertNotEquals(once, run(0, "--runs", "20", "--seed", seed + "1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1000001"})
  void runsOutOfRangeAreRefused(String runs) {
    assertEquals("", run(2, "--runs", runs));
    assertTrue(
        err.toString()
            .startsWith("--runs is " + runs + ": it is a whole number from 1 to 1,000,000."),
        err::toString);
  }
}
