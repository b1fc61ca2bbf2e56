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
  @Test
  void markupIsText(@TempDir Path folder) throws Exception {
    String paragraph = "</p><script>alert('x')</script><img src=x onerror=alert(1)>";
    String name = "<b>Or\"ange'</b>, =1\u202e&random=bob";
    String specs =
        Specs.withEvery("Paragraph Text", paragraph)
            .replace("\"Orange\"", new JsonPrimitive(name).toString());
    Path file = Files.writeString(folder.resolve("own.json"), specs);
    try (RunningApp app = RunningApp.in(folder, Map.of("SPECS_FILE", file.toString()))) {
      JsonObject landing = app.json("/?random=alice"); // alice is in what was Orange
      assertEquals(name, landing.get("group").getAsString());
      assertEquals(paragraph, landing.get("paragraph").getAsString());
      app.get(landing.get("signup").getAsString());

      String preview = "/?variant=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
      String carriedOn = app.text(preview, "signup");
      assertTrue(carriedOn.endsWith("&" + preview.substring(2)), carriedOn);
      assertFalse(app.json(carriedOn).get("counted").getAsBoolean());
      for (String path : List.of("/?random=alice", "/results", preview, carriedOn)) {
        HttpResponse<String> page = app.get(path);
        assertEquals(200, page.statusCode(), path);
        assertFalse(page.body().matches("(?s).*<(b>|script>|img).*"), page::body);
      }
      assertTrue(app.get("/?random=alice").body().contains("&lt;script&gt;"));
      assertTrue(app.get("/results.json").body().contains(new JsonPrimitive(name).toString()));
      assertEquals(200, app.get("/results.csv").statusCode());
      assertTrue(app.get("/metrics").body().contains("Or\\\"ange"));
    }
  }
}
