package dev.openmemory.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.openmemory.eval.ExtractionReport.FactMatch;
import dev.openmemory.model.EntityKind;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Mention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtractionRunTest {

  private static final ExtractionSet SET =
      ExtractionSet.read(Path.of("src/test/resources/extraction-set"));

  private static ExtractionReport measure(Map<String, Extractor.Extraction> made) {
    return new ExtractionRun(
            text -> made.getOrDefault(text, new Extractor.Extraction(List.of(), List.of())),
            (a, b) -> a.equals(b) ? 1 : 0)
        .measure(SET, share -> {});
  }

  private static Extractor.Extraction facts(String... facts) {
    return new Extractor.Extraction(List.of(facts), List.of());
  }

  @Test
  void aFactAndALabelAreInOnePairAtMost() {
    ExtractionReport report =
        measure(
            Map.of(
                "I live in Oslo and my dog is called Rex.",
                facts("User lives in Oslo", "User lives in Oslo now", "Bananas grow on trees")));
    assertThat(report.facts().made()).isEqualTo(3);
    assertThat(report.facts().right()).isEqualTo(1);
    assertThat(report.facts().precision()).isCloseTo(1 / 3.0, within(1e-9));
    assertThat(report.facts().recall()).isCloseTo(1 / 3.0, within(1e-9));
    assertThat(report.pairs())
        .filteredOn(FactMatch::matched)
        .singleElement()
        .satisfies(pair -> assertThat(pair.fact()).isEqualTo("User lives in Oslo"));
  }

  @Test
  void junkIsAFactThatIsNearNoLabel() {
    ExtractionReport report =
        measure(
            Map.of(
                "I live in Oslo and my dog is called Rex.",
                facts("User lives in Oslo", "User lives in Oslo now", "Bananas grow on trees")));
    assertThat(report.junkRate()).isCloseTo(1 / 3.0, within(1e-9));
  }

  @Test
  void aLabelThatNoFactMatchesIsListed() {
    ExtractionReport report = measure(Map.of());
    assertThat(report.facts().recall()).isZero();
    assertThat(report.facts().precision()).isOne();
    assertThat(report.pairs()).hasSize(3).allMatch(pair -> pair.fact() == null);
  }

  @Test
  void entitiesAreComparedByNameAndByKind() {
    ExtractionReport report =
        measure(
            Map.of(
                "Marta joined Nordbank.",
                new Extractor.Extraction(
                    List.of(),
                    List.of(
                        new Mention("marta", EntityKind.PERSON),
                        new Mention("Nordbank", EntityKind.PLACE),
                        new Mention("Java", EntityKind.PRODUCT)))));
    assertThat(report.names().right()).isEqualTo(2);
    assertThat(report.names().made()).isEqualTo(3);
    assertThat(report.kinds().right()).isEqualTo(1);
    assertThat(report.labelledKinds().made()).isOne();
    assertThat(report.entities().get(0).extra()).containsExactly("Java (product)");
  }

  @Test
  void anIntervalHoldsItsFigure() {
    Score score =
        Score.of(
            List.of(new Score.Count(2, 2, 1), new Score.Count(1, 1, 1), new Score.Count(3, 1, 0)));
    assertThat(score.intervals()).hasSize(3);
    assertThat(score.intervals().get(0).low()).isLessThanOrEqualTo(score.precision());
    assertThat(score.intervals().get(0).high()).isGreaterThanOrEqualTo(score.precision());
  }

  @Test
  void aLineOfAnotherFormatIsNamed(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("memory.jsonl"), "{\"id\": \"a\"}\n");
    assertThatThrownBy(() -> ExtractionSet.read(folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("line 1");
  }
}
