package dev.buttoncolor.statsig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.buttoncolor.experiment.Assignment;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.support.FakeStatsig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each part of a document is left out, and replaced by values that make no sense there: whatever is
 * not refused, the SDK evaluates, and has no stack trace to post.
 */
class BrokenDocumentsTest {

  private static final List<JsonElement> NONSENSE =
      JsonParser.parseString(
              """
              [null, true, 0, -7, 0.5, 1e300, "", "x", "7", [], [null], [7], {}, {"x": null}]
              """)
          .getAsJsonArray()
          .asList();

  private static final List<String> VISITORS = List.of("ada", "olga", "malvin", "visitor-7");

  private static final Set<String> FAILURES = Set.of("FAILED", "UNSUPPORTED", "UNINITIALIZED");

  @TempDir private Path folder;

  @Test
  void whatIsNotRefusedIsEvaluated() throws Exception {
    List<String> broken = new ArrayList<>();
    JsonObject whole = Documents.parsed("everything");
    breakEachPart(whole, () -> broken.add(whole.toString()));
    int refused = 0;
    try (FakeStatsig statsig = FakeStatsig.start("secret-broken", Documents.named("running"));
        LiveClient live = LiveClient.start(statsig, folder)) {
      for (String document : broken) {
        if (isRefused(live.client(), document)) {
          refused++;
        } else {
          assertEvaluated(live, document);
        }
      }
      assertEquals(List.of(), statsig.received().requestsTo("/v1/sdk_exception"));
    }
    int used = broken.size() - refused;
    assertTrue(used > 1000 && refused > 500, used + " used, " + refused + " refused");
  }

  private static boolean isRefused(StatsigClient client, String document) {
    try {
      client.use(SpecDocument.parse(document).orElseThrow(), "NETWORK");
      return false;
    } catch (InvalidSpecsException | NoSuchElementException e) {
      return true;
    }
  }

  private static void assertEvaluated(LiveClient live, String document) {
    for (String visitor : VISITORS) {
      Assignment assignment = live.client().expose(new VisitorId(visitor));
      assertFalse(FAILURES.contains(assignment.reason()), () -> assignment + " by " + document);
    }
  }

  /** Calls back with each part missing or another in turn, and leaves the whole as it was. */
  private static void breakEachPart(JsonElement part, Runnable broken) {
    if (part instanceof JsonObject object) {
      for (String name : List.copyOf(object.keySet())) {
        JsonElement before = object.remove(name);
        broken.run();
        for (JsonElement nonsense : NONSENSE) {
          object.add(name, nonsense);
          broken.run();
        }
        object.add(name, before);
        breakEachPart(before, broken);
      }
    } else if (part instanceof JsonArray array) {
      for (int i = 0; i < Math.min(array.size(), 6); i++) {
        JsonElement before = array.get(i);
        for (JsonElement nonsense : NONSENSE) {
          array.set(i, nonsense);
          broken.run();
        }
        array.set(i, before);
        breakEachPart(before, broken);
      }
    }
  }
}
