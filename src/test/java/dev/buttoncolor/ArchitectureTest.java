package dev.buttoncolor;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

/** Who may know whom; the package descriptions say why. */
class ArchitectureTest {

  private static final String PROGRAM = "dev.buttoncolor";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(PROGRAM);

  @Test
  void onlyOneFileKnowsTheSdk() {
    noClasses()
        .that()
        .haveNameNotMatching(".*\\.StatsigExperiment(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.statsig..")
        .check(CLASSES);
  }

  @Test
  void webServerStaysInItsPackages() {
    noClasses()
        .that()
        .resideOutsideOfPackages(PROGRAM + ".web..", PROGRAM + ".statsig.relay..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.eclipse.jetty..", "jakarta..")
        .check(CLASSES);
  }

  @Test
  void databaseStaysInItsPackages() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            PROGRAM + ".sqlite..", PROGRAM + ".store..", PROGRAM + ".statsig.relay..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "org.sqlite..")
        .check(CLASSES);
  }

  @Test
  void filesKnowNothingOfTheProgram() {
    knowsOnly("sqlite");
  }

  @Test
  void relayKnowsNoOtherRoomButItsFile() {
    knowsOnly("statsig.relay", "sqlite");
  }

  @Test
  void onlyTheProgramItselfKnowsTheWeb() {
    classes()
        .that()
        .resideInAPackage(PROGRAM + ".web..")
        .should()
        .onlyHaveDependentClassesThat()
        .resideInAnyPackage(PROGRAM, PROGRAM + ".web..")
        .check(CLASSES);
  }

  @Test
  void nothingKnowsTheProgramItself() {
    classes()
        .that()
        .resideInAPackage(PROGRAM)
        .should()
        .onlyHaveDependentClassesThat()
        .resideInAPackage(PROGRAM)
        .check(CLASSES);
  }

  @Test
  void resultsKnowNothingOfTheProgram() {
    knowsOnly("results");
  }

  @Test
  void analysisKnowsNothingOfTheProgram() {
    knowsOnly("analysis");
  }

  @Test
  void experimentKnowsNothingElseOfTheProgram() {
    knowsOnly("experiment");
  }

  @Test
  void storeKnowsVisitorsAndCounts() {
    knowsOnly("store", "experiment", "results", "analysis");
  }

  @Test
  void packagesPointOneWay() {
    SlicesRuleDefinition.slices()
        .matching(PROGRAM + ".(*)..")
        .should()
        .beFreeOfCycles()
        .check(CLASSES);
  }

  private static void knowsOnly(String part, String... others) {
    String[] allowed = new String[others.length + 1];
    allowed[0] = PROGRAM + "." + part + "..";
    for (int i = 0; i < others.length; i++) {
      allowed[i + 1] = PROGRAM + "." + others[i] + "..";
    }
    noClasses()
        .that()
        .resideInAPackage(allowed[0])
        .should()
        .dependOnClassesThat(resideInAPackage(PROGRAM + "..").and(not(resideInAnyPackage(allowed))))
        .check(CLASSES);
  }
}
