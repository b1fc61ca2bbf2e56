package dev.buttoncolor.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code healthcheck}, where it comes with options. */
@Command(
    name = HealthcheckCommand.NAME,
    description = "Asks a running program for its health, within 3 seconds.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:it answers and is well",
      " 1:it does not answer, or not well",
      " 2:the options or PORT are wrong"
    })
public final class HealthcheckCommand implements Callable<Integer> {
  public static final String NAME = "healthcheck";

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = {
        "Where the program runs.",
        "Default: http://127.0.0.1 with ADMIN_PORT, PORT or 8080"
      })
  private String url;

  @Override
  public Integer call() {
    return url == null ? Healthcheck.run(System.getenv()) : Healthcheck.run(url);
  }
}
