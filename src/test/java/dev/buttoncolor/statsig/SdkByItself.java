package dev.buttoncolor.statsig;

import com.statsig.sdk.DataSource;
import com.statsig.sdk.StatsigOptions;
import com.statsig.sdk.StatsigServer;
import com.statsig.sdk.StatsigUser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The SDK as its documentation says: it posts its events itself. A program of its own. */
final class SdkByItself {

  private SdkByItself() {}

  /**
   * Exposes and signs up the users under each document.
   *
   * @param args the base address, the key, the environment, the users with commas, the documents
   */
  public static void main(String[] args) throws Exception {
    StatsigOptions options = new StatsigOptions();
    options.setApi(args[0]);
    options.setApiForDownloadConfigSpecs(args[0]);
    options.setApiForGetIdlists(args[0]);
    options.setTier(args[2]);
    options.setDisableDiagnostics(true);
    options.setDisableIPResolution(true);
    options.setInitializeSources(List.of(DataSource.BOOTSTRAP));
    options.setConfigSyncSources(List.of(DataSource.BOOTSTRAP));
    options.setRulesetsSyncIntervalMs(Long.MAX_VALUE);
    StatsigServer sdk = StatsigServer.create();
    sdk.initializeAsync(args[1], options).get();
    for (String document : List.of(args).subList(4, args.length)) {
      options.setBootstrapValues(Files.readString(Path.of(document)));
      sdk.syncConfigSpecs().get();
      for (String user : args[3].split(",")) {
        sdk.getExperimentSync(new StatsigUser(user), Documents.NAMES.experiment());
        sdk.logEvent(new StatsigUser(user), Documents.NAMES.signupEvent());
      }
    }
    sdk.shutdown();
    System.exit(0); // its threads would go on
  }
}
