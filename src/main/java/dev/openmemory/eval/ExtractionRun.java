package dev.openmemory.eval;

import dev.openmemory.eval.ExtractionReport.FactMatch;
import dev.openmemory.model.EntityKind;
import dev.openmemory.model.Mention;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Collectors;

/**
 * Runs an {@link ExtractionSet} through an extractor and compares what it makes with the labels.
 */
public final class ExtractionRun {

  private final Extractor extractor;
  private final ToDoubleBiFunction<String, String> cosine;
  private final List<Double> millis = new ArrayList<>();

  /**
   * A run.
   *
   * @param cosine how near two texts are in meaning, -1…1
   */
  public ExtractionRun(Extractor extractor, ToDoubleBiFunction<String, String> cosine) {
    this.extractor = extractor;
    this.cosine = cosine;
  }

  /**
   * Measures every text.
   *
   * @param progress told the share that is done, 0…1
   */
  public ExtractionReport measure(ExtractionSet set, DoubleConsumer progress) {
    millis.clear();
    double total = set.notes().size() + (double) set.passages().size();
    List<FactMatch> pairs = new ArrayList<>();
    List<Score.Count> facts = new ArrayList<>();
    for (ExtractionSet.Note note : set.notes()) {
      List<String> made = timed(note.text()).facts();
      List<FactMatch> matches = Matching.match(note.id(), made, note.facts(), cosine);
      int right = (int) matches.stream().filter(FactMatch::matched).count();
      facts.add(new Score.Count(made.size(), note.facts().size(), right));
      pairs.addAll(matches);
      progress.accept(millis.size() / total);
    }
    Set<EntityKind> kinds =
        set.passages().stream()
            .flatMap(passage -> passage.entities().stream())
            .map(Mention::kind)
            .collect(Collectors.toSet());
    List<Score.Count> byName = new ArrayList<>();
    List<Score.Count> byKind = new ArrayList<>();
    List<Score.Count> labelled = new ArrayList<>();
    List<ExtractionReport.Found> found = new ArrayList<>();
    for (ExtractionSet.Passage passage : set.passages()) {
      List<Mention> made = timed(passage.text()).mentions();
      byName.add(count(made, passage.entities(), ExtractionRun::name));
      byKind.add(count(made, passage.entities(), m -> name(m) + "\t" + m.kind()));
      labelled.add(
          count(
              made.stream().filter(mention -> kinds.contains(mention.kind())).toList(),
              passage.entities(),
              ExtractionRun::name));
      found.add(found(passage, made));
      progress.accept(millis.size() / total);
    }
    long made = pairs.stream().map(FactMatch::fact).filter(Objects::nonNull).count();
    long junk = pairs.stream().filter(FactMatch::junk).count();
    return new ExtractionReport(
        Score.of(facts),
        made == 0 ? 0 : junk / (double) made,
        Score.of(byName),
        Score.of(byKind),
        Score.of(labelled),
        millis,
        pairs,
        found);
  }

  private Extractor.Extraction timed(String text) {
    long start = System.nanoTime();
    Extractor.Extraction extraction = extractor.extract(text);
    millis.add((System.nanoTime() - start) / 1e6);
    return extraction;
  }

  private static String name(Mention mention) {
    return mention.name().toLowerCase(Locale.ROOT);
  }

  private static Score.Count count(
      List<Mention> made, List<Mention> labels, Function<Mention, String> key) {
    Set<String> found = made.stream().map(key).collect(Collectors.toSet());
    Set<String> wanted = labels.stream().map(key).collect(Collectors.toSet());
    Set<String> right = new HashSet<>(found);
    right.retainAll(wanted);
    return new Score.Count(found.size(), wanted.size(), right.size());
  }

  private static ExtractionReport.Found found(ExtractionSet.Passage passage, List<Mention> made) {
    Set<String> wanted =
        passage.entities().stream().map(ExtractionRun::name).collect(Collectors.toSet());
    Set<String> names = made.stream().map(ExtractionRun::name).collect(Collectors.toSet());
    return new ExtractionReport.Found(
        passage.id(),
        made.stream().filter(m -> wanted.contains(name(m))).map(ExtractionRun::shown).toList(),
        passage.entities().stream()
            .filter(m -> !names.contains(name(m)))
            .map(ExtractionRun::shown)
            .toList(),
        made.stream().filter(m -> !wanted.contains(name(m))).map(ExtractionRun::shown).toList());
  }

  private static String shown(Mention mention) {
    return mention.name() + " (" + mention.kind().key() + ")";
  }
}
