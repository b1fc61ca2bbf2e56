package dev.buttoncolor.web.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssetsTest {

  @ParameterizedTest
  @ValueSource(strings = {"favicon.svg", "house.css", "results.css", "results.js"})
  void linkedFileIsFoundAndDecompressesToItself(String name) throws Exception {
    String href = Assets.href(name);
    Representation asset = Assets.find(href.substring(Assets.PATH.length())).orElseThrow();

    assertTrue(href.contains("." + asset.fingerprint() + "."), href);
    assertTrue(asset.bytes().length > 0);
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(asset.gzip()))) {
      assertArrayEquals(asset.bytes(), gzip.readAllBytes());
    }
  }

  @Test
  void otherContentIsAnotherName() {
    assertEquals("2c26b46b68ff", assetOf("foo").fingerprint()); // SHA-256 of foo, as published
    assertEquals(assetOf("foo").fingerprint(), assetOf("foo").fingerprint());
    assertNotEquals(assetOf("foo").fingerprint(), assetOf("fop").fingerprint());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/house.css",
        "/house.000000000000.css",
        "/secret.000000000000.css",
        "/../house.000000000000.css",
        "/house.000000000000.css/"
      })
  void nothingElseIsFound(String path) {
    assertEquals(Optional.empty(), Assets.find(path));
  }

  @Test
  void templateThatLinksAnUnknownFileFails() {
    assertThrows(IllegalArgumentException.class, () -> Assets.href("missing.css"));
  }

  private static Representation assetOf(String text) {
    return Representation.of("text/plain", text.getBytes(StandardCharsets.UTF_8));
  }
}
