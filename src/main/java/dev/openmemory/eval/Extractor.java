package dev.openmemory.eval;

import dev.openmemory.model.Mention;
import java.util.List;

/** What is measured: something that makes facts and mentions of a text. */
@FunctionalInterface
public interface Extractor {

  /** What it makes of a text that the user wrote. */
  Extraction extract(String text);

  /**
   * What was made of one text.
   *
   * @param facts in the order of the text
   * @param mentions the things it names, each once, the user not among them
   */
  record Extraction(List<String> facts, List<Mention> mentions) {

    public Extraction {
      facts = List.copyOf(facts);
      mentions = List.copyOf(mentions);
    }
  }
}
