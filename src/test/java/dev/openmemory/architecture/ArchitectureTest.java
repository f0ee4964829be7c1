package dev.openmemory.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the code to the package table of docs/architecture.md. */
class ArchitectureTest {

  private static final String ROOT = "dev.openmemory.";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.openmemory");

  /** Which packages of this project each package may use. */
  static final Map<String, Set<String>> MAY_USE =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("model", Set.of()),
              Map.entry("json", Set.of()),
              Map.entry("config", Set.of("model", "json")),
              Map.entry("storage", Set.of("model", "json")),
              Map.entry("embedding", Set.of("model", "json", "config")),
              Map.entry("distill", Set.of("model", "json", "config")),
              Map.entry("retrieval", Set.of("model", "storage", "embedding")),
              Map.entry(
                  "pipeline", Set.of("model", "storage", "embedding", "distill", "retrieval")),
              Map.entry(
                  "engine",
                  Set.of(
                      "model",
                      "config",
                      "storage",
                      "embedding",
                      "distill",
                      "retrieval",
                      "pipeline")),
              Map.entry("api", Set.of("model", "embedding", "engine")),
              Map.entry("clients", Set.of("model", "json")),
              Map.entry("porting", Set.of("model", "json", "engine")),
              Map.entry("mcp", Set.of("model", "json", "engine", "distill")),
              Map.entry("http", Set.of("model", "json", "engine", "porting")),
              Map.entry("eval", Set.of("model", "json", "engine")),
              Map.entry(
                  "cli",
                  Set.of(
                      "model",
                      "json",
                      "config",
                      "embedding",
                      "distill",
                      "engine",
                      "mcp",
                      "http",
                      "porting",
                      "clients",
                      "eval"))));

  /** Which library is used in one package alone. */
  static final Map<String, List<String>> ONLY_IN =
      Map.of(
          "java.sql..", List.of("storage"),
          "org.sqlite..", List.of("storage"),
          "ai.onnxruntime..", List.of("embedding"),
          "ai.djl..", List.of("embedding"),
          "dev.langchain4j..", List.of("distill"),
          "picocli..", List.of("cli"),
          "io.modelcontextprotocol..", List.of("mcp"),
          "org.eclipse.jetty..", List.of("http"));

  @TestFactory
  Stream<DynamicTest> eachPackageUsesOnlyWhatItsRowAllows() {
    return MAY_USE.entrySet().stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.getKey(),
                    () -> {
                      String[] forbidden =
                          MAY_USE.keySet().stream()
                              .filter(other -> !other.equals(row.getKey()))
                              .filter(other -> !row.getValue().contains(other))
                              .map(other -> ROOT + other + "..")
                              .toArray(String[]::new);
                      noClasses()
                          .that()
                          .resideInAPackage(ROOT + row.getKey() + "..")
                          .should()
                          .dependOnClassesThat()
                          .resideInAnyPackage(forbidden)
                          .allowEmptyShould(true)
                          .check(CLASSES);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> eachLibraryStaysInItsPackage() {
    return ONLY_IN.entrySet().stream()
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    rule.getKey(),
                    () ->
                        noClasses()
                            .that()
                            .resideOutsideOfPackages(
                                rule.getValue().stream()
                                    .map(p -> ROOT + p + "..")
                                    .toArray(String[]::new))
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage(rule.getKey())
                            .allowEmptyShould(true)
                            .check(CLASSES)));
  }

  @Test
  void packagesHaveNoCycle() {
    slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void theRootPackageIsEmpty() {
    assertThat(CLASSES)
        .noneMatch(
            c ->
                c.getPackageName().equals("dev.openmemory")
                    && !c.getSimpleName().equals("package-info"));
  }

  @Test
  void everyPackageIsInTheTable() {
    assertThat(CLASSES.stream().map(c -> c.getPackageName()).distinct())
        .filteredOn(name -> name.startsWith(ROOT))
        .allSatisfy(
            name -> assertThat(MAY_USE).containsKey(name.substring(ROOT.length()).split("\\.")[0]));
  }

  @Test
  void onlyTheFacesThatOwnItTouchStandardOutput() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "cli..")
        .and()
        .doNotHaveSimpleName("StandardStreams")
        .should()
        .accessField(System.class, "out")
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void everyPackageSaysWhatItIs() throws IOException {
    try (Stream<Path> folders = Files.walk(Path.of("src/main/java"))) {
      List<Path> silent =
          folders
              .filter(Files::isDirectory)
              .filter(ArchitectureTest::holdsJava)
              .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
              .toList();
      assertThat(silent).isEmpty();
    }
  }

  @Test
  void noFileIsLongerThanFourHundredLines() throws IOException {
    List<String> tooLong = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        long lines;
        try (Stream<String> all = Files.lines(file)) {
          lines = all.count();
        }
        if (lines > 400) {
          tooLong.add(file + ": " + lines);
        }
      }
    }
    assertThat(tooLong).isEmpty();
  }

  private static boolean holdsJava(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(f -> f.toString().endsWith(".java"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
