package dev.buttoncolor.experiment;

import dev.buttoncolor.files.OwnerOnly;
import dev.buttoncolor.files.SmallFile;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret under which addresses become visitor ids. There are only 2^32 IPv4 addresses: without
 * a secret, the address behind an id can be found in seconds by trying them all.
 *
 * <p>Instances that share the key give the same address the same id. Safe for use by many threads.
 */
public final class VisitorKey {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int ID_BYTES = 16;
  private static final int MAX_FILE_BYTES = 1_024;

  /** The /64 that a provider gives a customer, who chooses the rest of each address. */
  private static final int IPV6_PREFIX_BYTES = 8;

  private final ThreadLocal<Mac> mac;

  private VisitorKey(byte[] secret) {
    SecretKeySpec key = new SecretKeySpec(secret, ALGORITHM);
    mac = ThreadLocal.withInitial(() -> macOf(key));
  }

  public static VisitorKey of(String secret) {
    return new VisitorKey(secret.getBytes(StandardCharsets.UTF_8));
  }

  /** The key kept in the file; if there is none, a new random one of 256 bits is kept there. */
  public static VisitorKey keptIn(Path file) throws IOException {
    if (!Files.exists(file)) {
      byte[] secret = new byte[32];
      new SecureRandom().nextBytes(secret);
      OwnerOnly.write(file, HexFormat.of().formatHex(secret));
    }
    String hex = SmallFile.read(file, MAX_FILE_BYTES).strip();
    if (!hex.matches("[0-9a-f]{64}")) {
      throw new IOException(file + " does not hold 64 hexadecimal digits");
    }
    return new VisitorKey(HexFormat.of().parseHex(hex));
  }

  /**
   * The id of the visitor at this address: the first 128 bits of its HMAC-SHA-256, as 32
   * hexadecimal digits. An IPv4 address counts whole, also when mapped into IPv6; of an IPv6
   * address the /64.
   */
  public VisitorId idOf(InetAddress address) {
    byte[] bytes = address.getAddress();
    int length = address instanceof Inet4Address ? bytes.length : IPV6_PREFIX_BYTES;
    Mac hmac = mac.get();
    hmac.update(bytes, 0, length);
    return new VisitorId(HexFormat.of().formatHex(hmac.doFinal(), 0, ID_BYTES));
  }

  /**
   * What tells this key from another one and does not give it away: 32 hexadecimal digits, which
   * are no address's id, since what is hashed is longer than an address.
   */
  public String fingerprint() {
    byte[] hash = mac.get().doFinal("fingerprint of the key".getBytes(StandardCharsets.US_ASCII));
    return HexFormat.of().formatHex(hash, 0, ID_BYTES);
  }

  private static Mac macOf(SecretKeySpec key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException(e); // every Java has HMAC-SHA-256, and takes any key
    }
  }
}
