package dev.buttoncolor;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Which room imports which; the package descriptions say why. */
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
          Map.entry("results", Set.of("experiment", "store.runs", "analysis")),
          Map.entry("simulate", Set.of()),
          Map.entry("statsig.forward", Set.of("store", "store.database")),
          Map.entry("statsig", Set.of("experiment", "files", "statsig.forward")),
          Map.entry("store.runs", Set.of("experiment", "analysis")),
          Map.entry("store.database", Set.of("experiment", "analysis", "files", "store.runs")),
          Map.entry("store", Set.of("experiment", "analysis", "store.database", "store.runs")),
          Map.entry("web.http", Set.of()),
          Map.entry("web.landing", Set.of("experiment", "web.http")),
          Map.entry(
              "web.results",
              Set.of("experiment", "store", "store.runs", "analysis", "results", "web.http")),
          Map.entry(
              "web.ops",
              Set.of(
                  "experiment",
                  "store",
                  "store.database",
                  "store.runs",
                  "analysis",
                  "statsig",
                  "statsig.forward",
                  "web.http")),
          Map.entry(
              "web",
              Set.of("experiment", "store", "web.http", "web.landing", "web.results", "web.ops")),
          Map.entry(
              "config", Set.of("experiment", "files", "statsig", "store.database", "web.landing")),
          Map.entry(
              "cli",
              Set.of(
                  "analysis",
                  "config",
                  "experiment",
                  "results",
                  "simulate",
                  "store",
                  "store.database",
                  "store.runs")));

  private static final Set<String> ROOMS = MAY_IMPORT.keySet();

  @ParameterizedTest
  @FieldSource("ROOMS")
  void roomImportsWhatItMay(String room) {
    Set<String> imported =
        CLASSES.stream()
            .filter(type -> room(type).equals(room))
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .map(dependency -> dependency.getTargetClass().getBaseComponentType())
            .filter(type -> type.getPackageName().startsWith(PROGRAM))
            .map(ArchitectureTest::room)
            .filter(other -> !other.equals(room))
            .collect(Collectors.toCollection(TreeSet::new));
    imported.removeAll(MAY_IMPORT.get(room));
    assertEquals(Set.of(), imported);
  }

  /** The package's name below the program's; empty for the root. */
  private static String room(JavaClass type) {
    String name = type.getPackageName();
    return name.equals(PROGRAM) ? "" : name.substring(PROGRAM.length() + 1);
  }

  @Test
  void everyRoomIsInTheTable() {
    Set<String> rooms =
        CLASSES.stream()
            .map(ArchitectureTest::room)
            .filter(room -> !room.isEmpty())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(new TreeSet<>(ROOMS), rooms);
  }

  @Test
  void analysisIsPure() {
    classes()
        .that()
        .resideInAPackage(PROGRAM + ".analysis..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                    PROGRAM + ".analysis..",
                    "java.lang..",
                    "java.util",
                    "java.util.function",
                    "java.util.stream",
                    "org.apache.commons.statistics..",
                    "org.apache.commons.numbers..")
                .and(not(belongToAnyOf(System.class, Thread.class, Random.class))))
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage(PROGRAM + ".analysis..")
        .should()
        .callMethod(Math.class, "random")
        .check(CLASSES);
    onlyIn(List.of("analysis.."), "org.apache.commons..");
  }

  @Test
  void onlyTwoFilesKnowTheSdk() {
    noClasses()
        .that()
        .haveNameNotMatching(".*\\.(StatsigSdk|SdkEvents)(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.statsig..", "kotlin..", "kotlinx..")
        .check(CLASSES);
  }

  @Test
  void webServerStaysInItsRooms() {
    onlyIn(List.of("web.."), "org.eclipse.jetty..", "jakarta..");
  }

  @Test
  void databaseStaysInItsRooms() {
    onlyIn(List.of("store.."), "java.sql..", "org.sqlite..");
    onlyIn(List.of("store.database"), "org.postgresql..");
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
