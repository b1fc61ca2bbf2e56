package dev.buttoncolor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.support.CommandRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class PlanCommandTest {

  private static CommandRun plan(String options) {
    return CommandRun.of(new CommandLine(new PlanCommand()), options.split(" "));
  }

  @Test
  void saysHowManyVisitorsEachRuleNeeds() {
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
        plan("--baseline 0.10 --lift 0.20 --per-day 1000").out());
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
    CommandRun run = plan(options);
    assertTrue(run.out().contains(part), run.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--baseline 10 --lift 0.2 | --baseline is 10.0: it is a rate above 0 and below 1",
        "--baseline 0 --lift 0.2 | --baseline is 0.0: it is a rate above 0 and below 1",
        "--baseline NaN --lift 0.2 | --baseline is NaN: it is a rate above 0 and below 1",
        "--baseline 0.1 --lift 0 | --lift is 0.0, which makes a rate of 0.1 out of 0.1: it must",
        "--baseline 0.5 --lift 1 | --lift is 1.0, which makes a rate of 1.0 out of 0.5: it must",
        "--baseline 0.1 --lift=-1 | --lift is -1.0, which makes a rate of 0.0 out of 0.1",
        "--baseline 0.1 --lift NaN | --lift is NaN, which makes a rate of NaN out of 0.1",
        "--baseline 0.1 --lift 0.2 --groups 1 | --groups is 1: it is a whole number from 2 to 100",
        "--baseline 0.1 --lift 0.2 --groups 101 | --groups is 101: it is a whole number from 2",
        "--baseline 0.1 --lift 0.2 --power 80 | --power is 80.0: it is a chance from 0.5 to 0.99.",
        "--baseline 0.1 --lift 0.2 --power 0.4 | --power is 0.4: it is a chance from 0.5 to 0.99.",
        "--baseline 0.1 --lift 0.2 --per-day 0 | --per-day is 0: it is a whole number from 1.",
        "--baseline 0.1 --lift 0.00001 | That takes more visitors than there are people",
      })
  void nonsenseIsRefusedInASentence(String options, String sentence) {
    CommandRun run = plan(options);
    assertEquals(2, run.exitCode());
    assertTrue(run.err().startsWith(sentence), run.err());
    assertEquals("", run.out());
  }
}
