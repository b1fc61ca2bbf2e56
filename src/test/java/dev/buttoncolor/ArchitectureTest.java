package dev.buttoncolor;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.Dependency;
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
import org.junit.jupiter.api.Test;

/** Which room imports which, all in one table. */
class ArchitectureTest {

  private static final String PROGRAM = "dev.buttoncolor";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(PROGRAM);

  /** The root, which joins the rooms, may import all of them. */
  private static final Map<String, List<String>> MAY_IMPORT =
      """
      files:
      experiment: files
      analysis:
      store.runs: experiment analysis
      store.database: experiment analysis files store.runs
      store: experiment analysis store.database store.runs
      statsig.forward: store store.database
      statsig: experiment files statsig.forward
      results: experiment store.runs analysis
      simulate:
      web.http:
      web.landing: experiment files web.http
      web.results: experiment store store.runs analysis results web.http
      web.ops: experiment store store.database store.runs analysis statsig statsig.forward web.http
      web: experiment store web.http web.landing web.results web.ops
      config: experiment files statsig store.database web.landing
      cli: analysis config experiment results simulate store store.database store.runs
      """
          .lines()
          .map(line -> List.of(line.split("[: ]+")))
          .collect(toMap(rooms -> rooms.get(0), rooms -> rooms)); // its own included

  @Test
  void roomsImportWhatTheyMay() {
    Set<String> rooms = new TreeSet<>();
    Set<String> forbidden = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      String room = room(type);
      rooms.add(room);
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        boolean ours = target.getPackageName().startsWith(PROGRAM);
        if (ours
            && !room.isEmpty()
            && !MAY_IMPORT.getOrDefault(room, List.of()).contains(room(target))) {
          forbidden.add(type.getName() + " imports " + target.getName());
        }
      }
    }
    assertEquals(Set.of(), forbidden);
    rooms.remove("");
    assertEquals(new TreeSet<>(MAY_IMPORT.keySet()), rooms);
  }

  /** The package's name below the program's; empty for the root. */
  private static String room(JavaClass type) {
    return type.getPackageName().substring(PROGRAM.length()).replaceFirst("^\\.", "");
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
    onlyIn("analysis..", "org.apache.commons..");
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
    onlyIn("web..", "org.eclipse.jetty..", "jakarta..");
  }

  @Test
  void databaseStaysInItsRooms() {
    onlyIn("store..", "java.sql..", "org.sqlite..");
    onlyIn("store.database", "org.postgresql..");
  }

  private static void onlyIn(String rooms, String... libraries) {
    noClasses()
        .that()
        .resideOutsideOfPackage(PROGRAM + "." + rooms)
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
