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
    "'plan --baseline 10 --lift 0.2','--baseline is 10.0: it is a rate above 0 and below 1'",
    "'plan --baseline NaN --lift 0.2','--baseline is NaN: it is a rate above 0 and below 1'",
    "'plan --baseline 0.1 --lift 0','--lift is 0.0, which makes a rate of 0.1 out of 0.1: it must'",
    "'plan --baseline 0.1 --lift=-1','--lift is -1.0, which makes a rate of 0.0 out of 0.1'",
    "'plan --baseline 0.1 --lift 0.2 --groups 1','--groups is 1: it is a whole number from 2 to'",
    "'plan --baseline 0.1 --lift 0.2 --groups 101','--groups is 101: it is a whole number from 2'",
    "'plan --baseline 0.1 --lift 0.2 --power 80','--power is 80.0: it is a chance from 0.5 to'",
    "'plan --baseline 0.1 --lift 0.2 --per-day 0','--per-day is 0: it is a whole number from 1.'",
    "'plan --baseline 0.1 --lift 0.00001',That takes more visitors than there are people",
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

  @Test
  void planSaysHowManyVisitorsEachRuleNeeds() {
    assertEquals(
        """
        From 10% to 12% in 4 groups of equal size, found with a chance of 80%:

                                   visitors per group         in all   look on day
        this program's rule                     5,533         22,132            23
        one look, at the end                    5,120         20,480            21

        PLANNED_VISITORS=11066, which is control and one group together. This program takes its planned
        look then; it is watched before, and may decide earlier. The other rule is valid for one look that
        is fixed beforehand, its level divided by the 3 comparisons.
        """,
        run("plan --baseline 0.10 --lift 0.20 --per-day 1000").out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--baseline 0.10 --lift 0.20             | in all\n",
        "--baseline 0.10 --lift 0.20 --groups 2  | 4,256",
        "--baseline 0.10 --lift 0.20 --groups 2 --power 0.9 | 5,620",
        "--baseline 0.125 --lift=-0.5            | From 12.5% to 6.25% in 4 groups",
        // A run whose plan is full before its look may be taken could never be decided by it.
        "--baseline 0.05 --lift 5 --groups 2     | PLANNED_VISITORS=229",
        "--baseline 0.05 --lift 5 --groups 2     | Watching begins at 200.",
      })
  void planFollowsItsOptions(String options, String part) {
    CommandRun run = run("plan " + options);
    assertTrue(run.out().contains(part), run.out());
  }
}
