package dev.buttoncolor.process;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.buttoncolor.support.FakeStatsig;
import dev.buttoncolor.support.Polling;
import dev.buttoncolor.support.RunningProgram;
import dev.buttoncolor.support.Specs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The heap of the image has room for the largest spec document and for its updates. */
class LargeSpecsIT {

  private static final Pattern LIMIT = Pattern.compile("bytes, more than the ([0-9,]+) that");

  @TempDir private Path folder;

  @Test
  void largestDocumentsFitAndLargerOnesAreRefused() throws Exception {
    try (FakeStatsig statsig =
        FakeStatsig.start("secret-of-a-large-project", document(3_000_000, 1))) {
      try (RunningProgram program = RunningProgram.inMemoryOfImage(folder, statsig.settings())) {
        Matcher limit = LIMIT.matcher(program.get("/ready").body());
        assertTrue(limit.find(), program::said);
        int largest = Integer.parseInt(limit.group(1).replace(",", ""));
        for (int update = 2; update <= 3; update++) {
          statsig.serve(document(largest, update));
          String text = "Update " + update;
          Polling.until(
              () -> program.get("/?random=ada").body().contains(text),
              () -> program.get("/ready").body());
        }
      }
    }
  }

  /** The program's own document with as many gates as fit, each as a console writes them. */
  private static String document(int bytes, int update) throws IOException {
    JsonObject root =
        JsonParser.parseString(Specs.withEvery("Paragraph Text", "Update " + update))
            .getAsJsonObject();
    root.addProperty("time", 1_700_000_000_000L + update);
    JsonArray gates = root.getAsJsonArray("feature_gates");
    String gate =
        """
        {"name":"gate_%1$d","type":"feature_gate","salt":"a1b2c3d4-%1$012d","enabled":true,\
        "defaultValue":false,"entity":"feature_gate","idType":"userID","rules":[{"name":"r","id":\
        "rule%1$016d","salt":"salt%1$016d","passPercentage":50,"idType":"userID","returnValue":\
        true,"conditions":[{"type":"user_field","targetValue":["one-%1$d","two-%1$d","three-%1$d"],\
        "operator":"any","field":"userID","additionalValues":{},"idType":"userID"}]}]}\
        """;
    int size = root.toString().length();
    for (int i = 0; ; i++) {
      JsonObject next = JsonParser.parseString(gate.formatted(i)).getAsJsonObject();
      size += next.toString().length() + 1;
      if (size > bytes) {
        return root.toString();
      }
      gates.add(next);
    }
  }
}
