package dev.buttoncolor.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PageBytesTest {

  private static String text(PageBytes page) {
    return new String(page.array(), 0, page.length(), StandardCharsets.UTF_8);
  }

  @Test
  void takesTextWholeOrInPartAndBytesAsTheyAre() {
    PageBytes page = PageBytes.empty();
    page.writeContent("ä €😀 ");
    page.writeContent("see <b>", 0, 4);
    page.writeBinaryContent(new byte[] {'x', 'y'});
    assertEquals("ä €😀 see xy", text(page));
  }

  @Test
  void growsWithThePage() {
    PageBytes page = PageBytes.empty();
    String long1 = "1".repeat(10_000);
    String long2 = "2".repeat(100_000);
    page.writeContent(long1);
    page.writeContent(long2);
    assertEquals(long1 + long2, text(page));
  }

  @Test
  void nextPageOfTheThreadHoldsNothingOfTheLast() {
    PageBytes.empty().writeContent("somebody else's".repeat(1_000));
    PageBytes page = PageBytes.empty();
    assertEquals("", text(page));
    page.writeContent("mine");
    assertEquals("mine", text(page));
  }
}
