package dev.buttoncolor.support;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate authority of the test's own, made with the JDK's keytool. */
public final class TestAuthority {

  private static final String PASSWORD = "changeit";

  private final Path folder;

  private TestAuthority(Path folder) {
    this.folder = folder;
  }

  /** Makes one that keeps its files in the folder, with a certificate for these host names. */
  public static TestAuthority in(Path folder, String... hosts) throws Exception {
    TestAuthority authority = new TestAuthority(folder);
    String names = Stream.of(hosts).map(host -> "dns:" + host).collect(Collectors.joining(","));
    authority.keytool("keys.p12", "-genkeypair -keyalg EC -alias ca -dname CN=Test -ext bc:c");
    authority.keytool(
        "keys.p12",
        "-genkeypair -keyalg EC -alias server -dname CN=server -signer ca -ext san=" + names);
    authority.keytool("keys.p12", "-exportcert -rfc -alias ca -file ca.pem");
    authority.keytool("trust.p12", "-importcert -noprompt -alias ca -file ca.pem");
    return authority;
  }

  private void keytool(String store, String arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    Stream.of(arguments.split(" ")).forEach(command::add);
    command.addAll(List.of("-keystore", store, "-storepass", PASSWORD, "-storetype", "PKCS12"));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(arguments + ": " + output);
    }
  }

  /** What makes a virtual machine trust it, and nothing else. */
  List<String> jvmOptions() {
    return List.of(
        "-Djavax.net.ssl.trustStore=" + folder.resolve("trust.p12"),
        "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
  }

  /** What a server shows that stands for the hosts. */
  SSLContext serverContext() throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve("keys.p12"))) {
      keys.load(in, PASSWORD.toCharArray());
    }
    keys.deleteEntry("ca");
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }
}
