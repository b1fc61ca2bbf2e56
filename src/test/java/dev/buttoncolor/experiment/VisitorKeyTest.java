package dev.buttoncolor.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

class VisitorKeyTest {

  private static final VisitorKey KEY = VisitorKey.of("correct horse battery staple");

  @TempDir Path folder;

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
