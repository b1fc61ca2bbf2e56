package dev.buttoncolor.support;

import dev.buttoncolor.files.SmallFile;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Texts of colors, with what a browser makes of each: {@code #rrggbb}, or "-" for none. */
public final class ChromiumColors {

  private ChromiumColors() {}

  /** What Chromium painted when the file was written; a browser test holds today's to it. */
  public static Map<String, String> read() {
    Map<String, String> colors = new LinkedHashMap<>();
    SmallFile.beside(ChromiumColors.class, "chromium-colors.tsv")
        .lines()
        .filter(line -> !line.startsWith("# "))
        .map(line -> line.split("\t"))
        .forEach(line -> colors.put(line[0], line[1]));
    return colors;
  }

  /** Whether each channel is the same, except for a rounding. */
  public static boolean areClose(String one, String other) {
    if (one.length() != other.length()) {
      return false;
    }
    for (int i = 1; i < one.length(); i += 2) {
      int difference =
          HexFormat.fromHexDigits(one, i, i + 2) - HexFormat.fromHexDigits(other, i, i + 2);
      if (Math.abs(difference) > 1) {
        return false;
      }
    }
    return true;
  }
}
