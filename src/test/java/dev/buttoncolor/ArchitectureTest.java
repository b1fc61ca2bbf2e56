package dev.buttoncolor;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Which room may import which; the package descriptions say why. */
class ArchitectureTest {

  private static final String PROGRAM = "dev.buttoncolor";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(PROGRAM);

  /** Each room with those that it may import; only the root, which joins them, may import all. */
  private static final Map<String, Set<String>> MAY_IMPORT =
      Map.ofEntries(
          Map.entry("files", Set.of()),
          Map.entry("experiment", Set.of("files")),
          Map.entry("analysis", Set.of()),
          Map.entry("sqlite", Set.of("files")),
          Map.entry("simulate", Set.of()),
          Map.entry("statsig.relay", Set.of("files", "sqlite")),
          Map.entry("statsig", Set.of("experiment", "files", "statsig.relay")),
          Map.entry("store.database", Set.of("experiment", "sqlite")),
          Map.entry("store.sqlite", Set.of("store.database", "sqlite")),
          Map.entry("store.postgres", Set.of("store.database", "sqlite")),
          Map.entry("store.runs", Set.of("experiment", "analysis", "store.database")),
          Map.entry(
              "store.counts", Set.of("experiment", "analysis", "store.database", "store.runs")),
          Map.entry(
              "store",
              Set.of(
                  "experiment",
                  "analysis",
                  "store.database",
                  "store.sqlite",
                  "store.postgres",
                  "store.runs",
                  "store.counts")),
          Map.entry("web.http", Set.of()),
          Map.entry("web.landing", Set.of("experiment", "web.http")),
          Map.entry(
              "web.results",
              Set.of("experiment", "store", "store.runs", "store.counts", "analysis", "web.http")),
          Map.entry(
              "web.ops",
              Set.of(
                  "experiment",
                  "store",
                  "store.counts",
                  "analysis",
                  "statsig",
                  "statsig.relay",
                  "web.http")),
          Map.entry(
              "web",
              Set.of(
                  "experiment",
                  "store",
                  "analysis",
                  "web.http",
                  "web.landing",
                  "web.results",
                  "web.ops")),
          Map.entry("config", Set.of("experiment", "files", "web.landing")),
          Map.entry(
              "cli",
              Set.of(
                  "analysis",
                  "config",
                  "experiment",
                  "simulate",
                  "store",
                  "store.database",
                  "store.postgres")));

  private static final Set<String> ROOMS = MAY_IMPORT.keySet();

  @ParameterizedTest
  @FieldSource("ROOMS")
  void roomImportsWhatItMay(String room) {
    String[] allowed =
        Stream.concat(Stream.of(room), MAY_IMPORT.get(room).stream())
            .map(name -> PROGRAM + "." + name)
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(PROGRAM + "." + room)
        .should()
        .dependOnClassesThat(resideInAPackage(PROGRAM + "..").and(not(resideInAnyPackage(allowed))))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void everyRoomIsInTheTable() {
    Set<String> found =
        CLASSES.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> !name.equals(PROGRAM))
            .map(name -> name.substring(PROGRAM.length() + 1))
            .collect(Collectors.toCollection(TreeSet::new));
    found.removeAll(ROOMS);
    assertEquals(Set.of(), found);
  }

  @Test
  void onlyOneFileKnowsTheSdk() {
    noClasses()
        .that()
        .haveNameNotMatching(".*\\.StatsigClient(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.statsig..")
        .check(CLASSES);
  }

  @Test
  void webServerStaysInItsRooms() {
    onlyIn(List.of("web..", "statsig.relay"), "org.eclipse.jetty..", "jakarta..");
  }

  @Test
  void databaseStaysInItsRooms() {
    onlyIn(List.of("store..", "statsig.relay", "sqlite"), "java.sql..", "org.sqlite..");
    onlyIn(List.of("store.postgres"), "org.postgresql..");
  }

  private static void onlyIn(List<String> rooms, String... libraries) {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            rooms.stream().map(room -> PROGRAM + "." + room).toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(libraries)
        .check(CLASSES);
  }

  @Test
  void roomsPointOneWay() {
    SlicesRuleDefinition.slices()
        .matching(PROGRAM + ".(**)")
        .should()
        .beFreeOfCycles()
        .check(CLASSES);
  }
}
