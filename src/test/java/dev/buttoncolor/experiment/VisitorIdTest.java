package dev.buttoncolor.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an id may be, what a drawn one says, and what an address and a key make of each other. */
class VisitorIdTest {

  private static final String SIXTY_FOUR =
      "0123456789abcdef0123456789ABCDEF0123456789abcdef0123456789ABCDEF";
  private static final VisitorKey KEY = VisitorKey.of("correct horse battery staple");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"a", "Alice_1-b", "0", "-", SIXTY_FOUR})
  void lettersDigitsAndTwoSignsMakeAnId(String text) {
    assertTrue(VisitorId.isValid(text));
    assertEquals(text, new VisitorId(text).value());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\n", "a.b", "ä", "٣", "a/b", "a\u0000", SIXTY_FOUR + "x"})
  void anythingElseDoesNot(String text) {
    assertFalse(VisitorId.isValid(text));
    assertThrows(IllegalArgumentException.class, () -> new VisitorId(text));
  }

  @Test
  void randomIdIs32HexadecimalDigitsWhichBeginWithItsTimeAndShareNothingElse() {
    long before = System.currentTimeMillis();
    String one = VisitorId.random().value();
    String two = VisitorId.random().value();
    long after = System.currentTimeMillis();

    assertTrue(one.matches("[0-9a-f]{32}"), one);
    long time = Long.parseLong(one.substring(0, 12), 16);
    assertTrue(before <= time && time <= after, one);
    assertNotEquals(one.substring(12), two.substring(12));
  }

  private static VisitorId idOf(String address) throws UnknownHostException {
    return KEY.idOf(InetAddress.getByName(address));
  }

  /**
   * Do not change: they are what returning visitors have. From the shell, for 192.0.2.7: {@code
   * printf c0000207 | xxd -r -p | openssl dgst -sha256 -mac HMAC -macopt "key:correct horse battery
   * staple"}, of which the first half.
   */
  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 048d37d18f5a8d54709255437d241c77",
    "192.0.2.8, af3ae860fb87d6afc61a71a17c1c00f2",
    "2001:db8:1:2::, 7949d5331ca4452de17c46b0f1d03a3a",
    "2001:db8:1:2:ffff:ffff:ffff:ffff, 7949d5331ca4452de17c46b0f1d03a3a"
  })
  void frozenIds(String address, String id) throws UnknownHostException {
    assertEquals(id, idOf(address).value());
  }

  @Test
  void newKeyIsKeptForItsOwnerOnly() throws IOException {
    Path file = folder.resolve("visitor-id.key");
    InetAddress address = InetAddress.getByName("192.0.2.7");
    VisitorId id = VisitorKey.keptIn(file).idOf(address);

    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(id, VisitorKey.keptIn(file).idOf(address));
    assertNotEquals(id, VisitorKey.keptIn(folder.resolve("another.key")).idOf(address));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0123", "not hexadecimal at all", "é"})
  void damagedKeyIsRefusedAndKept(String content) throws IOException {
    Path file = folder.resolve("visitor-id.key");
    Files.writeString(file, content);
    String message = assertThrows(IOException.class, () -> VisitorKey.keptIn(file)).getMessage();

    assertTrue(message.contains("64 hexadecimal digits"), message);
    assertEquals(content, Files.readString(file));
  }
}
