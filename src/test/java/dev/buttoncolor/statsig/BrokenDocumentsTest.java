package dev.buttoncolor.statsig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.support.FakeStatsig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Consumer;
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
        try {
          live.client().use(SpecDocument.parse(document).orElseThrow(), "NETWORK");
        } catch (InvalidSpecsException | NoSuchElementException e) {
          refused++;
          continue;
        }
        for (String visitor : VISITORS) {
          String reason = live.client().expose(new VisitorId(visitor)).reason();
          assertFalse(FAILURES.contains(reason), () -> reason + " by " + document);
        }
      }
      assertEquals(List.of(), statsig.received().requestsTo("/v1/sdk_exception"));
    }
    int used = broken.size() - refused;
    assertTrue(used > 1000 && refused > 500, used + " used, " + refused + " refused");
  }

  /** Calls back with each part missing or another in turn, and leaves the whole as it was. */
  private static void breakEachPart(JsonElement whole, Runnable broken) {
    if (whole instanceof JsonObject object) {
      for (String name : List.copyOf(object.keySet())) {
        JsonElement part = object.remove(name);
        broken.run();
        breakPart(part, other -> object.add(name, other), broken);
      }
    } else if (whole instanceof JsonArray array) {
      for (int i = 0; i < Math.min(array.size(), 6); i++) {
        int at = i;
        breakPart(array.get(at), other -> array.set(at, other), broken);
      }
    }
  }

  private static void breakPart(JsonElement part, Consumer<JsonElement> set, Runnable broken) {
    for (JsonElement nonsense : NONSENSE) {
      set.accept(nonsense);
      broken.run();
    }
    set.accept(part);
    breakEachPart(part, broken);
  }
}
