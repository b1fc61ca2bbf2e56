package dev.buttoncolor.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.buttoncolor.experiment.ButtonColor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class AccentTest {

  private static final Accent RED = new Accent(new ButtonColor(255, 0, 0));

  @Test
  void writesTheColorAndTheTextOnIt() {
    assertEquals(":root{--button:#ff0000;--on-button:#000000}", RED.styleText());
  }

  @Test
  void policySourceIsTheHashOfExactlyThatText() throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256")
            .digest(RED.styleText().getBytes(StandardCharsets.UTF_8));

    assertEquals("'sha256-" + Base64.getEncoder().encodeToString(hash) + "'", RED.cspSource());
    assertNotEquals(new Accent(ButtonColor.DEFAULT).cspSource(), RED.cspSource());
  }
}
