package dev.buttoncolor.web.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.support.OneAppPerClass;
import dev.buttoncolor.support.RunningApp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(OneAppPerClass.class)
record AssetsTest(RunningApp app) {

  private static final String HOUSE = Assets.href("house.css");

  @ParameterizedTest
  @ValueSource(strings = {"favicon.svg", "house.css", "results.css", "results.js"})
  void linkedFileMayBeKeptForGoodAndDecompressesToItself(String name) throws IOException {
    String href = Assets.href(name);
    Representation asset = Assets.find(href);
    HttpResponse<String> answer = app.get(href);

    assertEquals(200, answer.statusCode());
    assertEquals("public, max-age=31536000, immutable", header(answer, "Cache-Control"));
    assertEquals("Accept-Encoding", header(answer, "Vary"));
    assertEquals(new String(asset.bytes(), StandardCharsets.UTF_8), answer.body());
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(asset.gzip()))) {
      assertArrayEquals(asset.bytes(), gzip.readAllBytes());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'gzip, deflate, br', gzip",
    "'br;q=1, GZIP;q=0.5', gzip",
    "'*', gzip",
    "'br', ''",
    "'gzip;q=0', ''",
    "'gzip; q=0.000', ''",
    "'x-gzip', ''",
    "'', ''"
  })
  void compressesForClientsThatAcceptIt(String accepted, String encoding) {
    assertEquals(encoding, header(app.get(HOUSE, "Accept-Encoding", accepted), "Content-Encoding"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/house.css", "/house.000000000000.css", "/../house.000000000000.css"})
  void nothingElseIsFound(String path) {
    assertNull(Assets.find(Assets.PATH + path));
    assertTrue(app.get(Assets.PATH + path).statusCode() >= 400);
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
