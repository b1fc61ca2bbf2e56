package dev.buttoncolor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.buttoncolor.support.RunningApp;
import dev.buttoncolor.support.Specs;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No text from the console can add markup or style to a page. */
class HostileSpecsTest {

  @TempDir private Path folder;

  @Test
  void markupInTheParagraphIsText() throws Exception {
    String markup = "</p><script>alert('x')</script><img src=x onerror=alert(1)>";
    try (RunningApp app = with(Specs.withEvery("Paragraph Text", markup))) {
      String page = app.get("/?random=alice").body();

      assertEquals(markup, app.text("/?random=alice", "paragraph"));
      assertFalse(page.contains("<script") || page.contains("<img"), page);
      assertTrue(page.contains("&lt;script&gt;"), page);
    }
  }

  @Test
  void markupInAGroupsNameIsText() throws Exception {
    String name = "<b>Or\"ange'</b>, =1\u202e&random=bob";
    try (RunningApp app = with(Specs.renamed("Orange", name))) {
      JsonObject landing = app.json("/?random=alice"); // alice is in what was Orange
      assertEquals(name, landing.get("group").getAsString());
      app.get(landing.get("signup").getAsString());

      String preview = "/?variant=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
      String carriedOn = app.text(preview, "signup");
      assertTrue(carriedOn.endsWith("&" + preview.substring(2)), carriedOn);
      assertFalse(app.json(carriedOn).get("counted").getAsBoolean());
      for (String path : List.of("/?random=alice", "/results", preview, carriedOn)) {
        HttpResponse<String> page = app.get(path);
        assertEquals(200, page.statusCode(), path);
        assertFalse(page.body().contains("<b>"), path);
      }
      assertTrue(app.get("/results.json").body().contains(new JsonPrimitive(name).toString()));
      assertEquals(200, app.get("/results.csv").statusCode());
      assertTrue(app.get("/metrics").body().contains("Or\\\"ange"));
    }
  }

  private RunningApp with(String document) throws Exception {
    Path specs = Files.writeString(folder.resolve("own.json"), document);
    return RunningApp.in(folder, Map.of("SPECS_FILE", specs.toString()));
  }
}
