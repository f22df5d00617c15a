package dev.leeway.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.leeway.core.profile.Batch;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The order of dependencies that the design draws. A rule about a package that does not exist yet
/// passes; it is here so that the first class of that package meets it.
class ArchitectureTest {
  private static final String CORE = "dev.leeway.core";

  /// Logs, and has the system's clock as a default; with its builder.
  private static final String FACADE = "dev\\.leeway\\.core\\.ModelMonitor(\\$.*)?";

  /// From what depends on nothing to what depends on everything; a tier sees those before it.
  private static final List<List<String>> CORE_TIERS =
      List.of(
          List.of("stats"),
          List.of("profile"),
          List.of("drift", "performance", "concept", "anomaly", "quality", "sequential"),
          List.of("monitor"),
          List.of("alert"));

  private static final JavaClasses PRODUCTION =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.leeway");

  @Test
  void theRulesSeeCoreAndApp() {
    assertThat(PRODUCTION.contain(Batch.class)).isTrue();
    assertThat(PRODUCTION.contain("dev.leeway.app.cli.Leeway")).isTrue();
    assertThat(PRODUCTION.contain(ArchitectureTest.class)).isFalse();
  }

  @ParameterizedTest
  @MethodSource({"order", "purity", "libraries"})
  void holds(ArchRule rule) {
    rule.allowEmptyShould(true).check(PRODUCTION);
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(PRODUCTION.stream().map(JavaClass::getPackage).distinct())
        .allSatisfy(javaPackage ->
            assertThat(javaPackage.isAnnotatedWith(NullMarked.class))
                .as("%s has a package-info with @NullMarked", javaPackage.getName())
                .isTrue());
  }

  static Stream<Named<ArchRule>> order() {
    List<ArchRule> rules = new ArrayList<>();
    for (int tier = 0; tier + 1 < CORE_TIERS.size(); tier++) {
      String[] later =
          CORE_TIERS.subList(tier + 1, CORE_TIERS.size()).stream()
              .flatMap(List::stream)
              .map(ArchitectureTest::corePackage)
              .toArray(String[]::new);
      for (String name : CORE_TIERS.get(tier)) {
        rules.add(
            noClasses()
                .that()
                .resideInAPackage(corePackage(name))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(later));
      }
    }
    rules.add(
        noClasses()
            .that()
            .resideInAPackage(CORE + ".*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(CORE)
            .as("the facade uses core; core does not use the facade"));
    rules.add(slices().matching("dev.leeway.(**)").should().beFreeOfCycles());
    return named("order", rules);
  }

  static Stream<Named<ArchRule>> purity() {
    return named(
        "purity",
        List.of(
            classes()
                .that()
                .resideInAPackage(CORE + "..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                    CORE + "..", "java..", "org.apache.commons..", "org.jspecify.."),
            noClasses()
                .that()
                .resideInAPackage(CORE + "..")
                .should()
                .dependOnClassesThat(
                    resideInAnyPackage(
                            "java.io..",
                            "java.nio.channels..",
                            "java.nio.file..",
                            "java.net..",
                            "java.sql..",
                            "java.util.concurrent..",
                            "java.util.logging..")
                        // A buffer in memory: its package is an accident of history.
                        .and(not(equivalentTo(ByteArrayOutputStream.class))))
                .as("core does no I/O, starts no threads and keeps no log files"),
            noClasses()
                .that()
                .resideInAPackage(CORE + "..")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Thread.class, ThreadLocal.class, Process.class),
            noClasses()
                .that()
                .resideInAPackage(CORE + "..")
                .and()
                .haveNameNotMatching(FACADE)
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(System.Logger.class)
                .as("of core, only the facade logs"),
            noClasses()
                .that()
                .resideInAPackage(CORE + "..")
                .and()
                .haveNameNotMatching(FACADE)
                .should()
                .callCodeUnitWhere(readsClockOrChance())
                .as("time and chance are parameters of core, defaults of the facade")));
  }

  static Stream<Named<ArchRule>> libraries() {
    return named(
        "libraries",
        List.of(
            only("dev.leeway.app.cli..", "picocli.."),
            only("dev.leeway.app.table..", "de.siegmar.fastcsv.."),
            only("dev.leeway.app.table..", "dev.hardwood.."),
            noClasses()
                .that(
                    not(
                        com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching(
                            "dev\\.leeway\\.app\\.table\\.Parquet\\w+(\\$.*)?")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.hardwood..")
                .as("a check of text loads no class of Hardwood: only Parquet… name it"),
            only("dev.leeway.app.server.store..", "java.sql.."),
            only("dev.leeway.app.server.ingest..", "com.github.luben.."),
            noClasses()
                .that(
                    resideOutsideOfPackages(
                        "dev.leeway.app.server.api..",
                        "dev.leeway.app.server.ingest..",
                        "dev.leeway.app.server"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.helidon..")));
  }

  private static ArchRule only(String ours, String library) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(ours)
        .should()
        .dependOnClassesThat(resideInAPackage(library))
        .as("only " + ours + " sees " + library);
  }

  private static DescribedPredicate<JavaCall<?>> readsClockOrChance() {
    return DescribedPredicate.describe(
        "reads the clock or draws unseeded chance",
        call -> {
          JavaClass owner = call.getTargetOwner();
          String name = call.getName();
          if (owner.isEquivalentTo(System.class)) {
            return name.equals("currentTimeMillis") || name.equals("nanoTime");
          }
          if (owner.getPackageName().equals("java.time")) {
            return name.equals("now") || name.startsWith("system");
          }
          boolean unseeded =
              owner.isAssignableTo(Random.class)
                  && name.equals("<init>")
                  && call.getTarget().getRawParameterTypes().isEmpty();
          return unseeded
              || (owner.isEquivalentTo(Math.class) && name.equals("random"))
              || (owner.isEquivalentTo(UUID.class) && name.equals("randomUUID"));
        });
  }

  private static String corePackage(String name) {
    return CORE + "." + name + "..";
  }

  private static Stream<Named<ArchRule>> named(String group, List<ArchRule> rules) {
    return rules.stream().map(rule -> Named.of(group + ": " + rule.getDescription(), rule));
  }
}
