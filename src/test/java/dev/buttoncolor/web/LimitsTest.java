package dev.buttoncolor.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {

  @ParameterizedTest
  @CsvSource({"1048576, 4096", "1024, 832", "256, 64"})
  void connectionsFitIntoTheFilesThatMayBeOpen(long maxFiles, int connections) {
    assertEquals(connections, Limits.of(Long.MAX_VALUE, maxFiles).connections());
  }
}
