package dev.buttoncolor.web;

import gg.jte.TemplateOutput;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Takes a page from its template as one piece of UTF-8, ready to be sent. */
final class PageBytes implements TemplateOutput {

  /** Enough for the landing page, so that it is never moved. */
  private static final int USUAL = 4 * 1024;

  private static final ThreadLocal<PageBytes> OF_THREAD = ThreadLocal.withInitial(PageBytes::new);

  private byte[] bytes = new byte[USUAL];
  private int length;

  private PageBytes() {}

  /** Empty ones, which the next call by the same thread takes back. */
  static PageBytes empty() {
    PageBytes page = OF_THREAD.get();
    page.length = 0;
    if (page.bytes.length > USUAL) {
      page.bytes = new byte[USUAL]; // a large page now and then must not cost memory for ever
    }
    return page;
  }

  /** Holds the page from the start up to {@link #length()}. */
  byte[] array() {
    return bytes;
  }

  int length() {
    return length;
  }

  @Override
  public void writeContent(String text) {
    writeBinaryContent(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void writeContent(String text, int begin, int end) {
    writeContent(text.substring(begin, end));
  }

  @Override
  public void writeBinaryContent(byte[] content) {
    int more = content.length;
    if (more > bytes.length - length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
    }
    System.arraycopy(content, 0, bytes, length, more);
    length += more;
  }
}
