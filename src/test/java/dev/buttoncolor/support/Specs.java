package dev.buttoncolor.support;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.buttoncolor.App;
import dev.buttoncolor.files.SmallFile;

/** Spec documents: the program's own, and ones that differ from it in one thing. */
public final class Specs {
  private Specs() {}

  public static String standard() {
    return SmallFile.beside(App.class, "/specs.json");
  }

  /** The same with one parameter set to this text in every group. */
  public static String withEvery(String parameter, String value) {
    JsonObject root = JsonParser.parseString(standard()).getAsJsonObject();
    JsonObject experiment = root.getAsJsonArray("dynamic_configs").get(0).getAsJsonObject();
    for (JsonElement rule : experiment.getAsJsonArray("rules")) {
      JsonObject values = rule.getAsJsonObject().getAsJsonObject("returnValue");
      values.add(parameter, new JsonPrimitive(value));
    }
    return root.toString();
  }

  /** The same with groups that no visitor is put into. */
  public static String forNobody() {
    return standard().replaceAll("\"targetValue\": \\d+", "\"targetValue\": 0");
  }

  /** The same as of a later time, among as much else as in a large project. */
  public static String large(long time) {
    JsonObject root = JsonParser.parseString(standard()).getAsJsonObject();
    root.addProperty("time", time);
    root.addProperty("others", "x".repeat(400_000));
    return root.toString();
  }
}
