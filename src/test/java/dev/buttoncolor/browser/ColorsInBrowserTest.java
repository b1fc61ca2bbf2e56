package dev.buttoncolor.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.buttoncolor.support.Browser;
import dev.buttoncolor.support.ChromiumColors;
import dev.buttoncolor.support.InstalledBrowser;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The colors that the parser is held to are those of a browser. */
@ExtendWith(InstalledBrowser.class)
class ColorsInBrowserTest {

  private static final String PAINT =
      """
      const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
      return arguments[0].map(css => {
        if (!CSS.supports('color', css)) return '-';
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = css;
        canvas.fillRect(0, 0, 1, 1);
        const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
        const hex = channel => channel.toString(16).padStart(2, '0');
        return alpha == 255 ? '#' + hex(red) + hex(green) + hex(blue) : '-';
      });
      """;

  @Test
  void browserOfTodayPaintsWhatTheFileSays(Browser browser) {
    Map<String, String> expected = ChromiumColors.read();
    List<String> texts = List.copyOf(expected.keySet());
    List<?> painted = (List<?>) browser.run(PAINT, texts);
    Map<String, Object> different = new TreeMap<>();
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      if (!ChromiumColors.areClose(expected.get(text), (String) painted.get(i))) {
        different.put(text, painted.get(i));
      }
    }
    assertEquals(Map.of(), different);
  }
}
