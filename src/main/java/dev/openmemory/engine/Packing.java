package dev.openmemory.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * The hits of an answer that fit a number of tokens, as the lines that a model reads.
 *
 * @param hits best first
 * @param looked how many hits were looked at; the next one did not fit any more
 * @param omitted how many of these are too long to fit by themselves
 */
record Packing(List<Recalled.Hit> hits, int looked, int omitted) {

  /**
   * Takes hits from the best on, as long as they fit.
   *
   * @param tokens how many a line has
   */
  static Packing of(List<Recalled.Hit> bestFirst, int budget, ToIntFunction<String> tokens) {
    List<Recalled.Hit> fitting = new ArrayList<>();
    int left = budget;
    int omitted = 0;
    int looked = 0;
    for (Recalled.Hit hit : bestFirst) {
      int size = tokens.applyAsInt(Line.of(hit));
      if (size > budget) {
        omitted++;
      } else if (size <= left) {
        left -= size;
        fitting.add(hit);
      } else {
        break;
      }
      looked++;
    }
    return new Packing(fitting, looked, omitted);
  }
}
