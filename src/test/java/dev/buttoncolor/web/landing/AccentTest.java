package dev.buttoncolor.web.landing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.experiment.ButtonColor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class AccentTest {

  private static final Accent RED = Accent.of(new ButtonColor(255, 0, 0));

  @Test
  void writesTheColorAndTheTextOnIt() {
    assertEquals(":root{--button:#ff0000;--on-button:#000000}", RED.styleText());
  }

  @Test
  void policySourceIsTheHashOfExactlyThatText() throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256")
            .digest(RED.styleText().getBytes(StandardCharsets.UTF_8));

    String source = "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    String policy = RED.policy();
    assertTrue(policy.contains("style-src 'self' " + source + ";"), policy);
    assertNotEquals(Accent.of(ButtonColor.DEFAULT).policy(), policy);
  }
}
