package dev.openmemory.distill;

import dev.openmemory.model.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The distillers of a process, and which of them a write tries, in order: the facts that the caller
 * gives; the configured model; the model of the caller's client; those that work offline.
 */
public final class Distillers {

  private final Tally tally = new Tally();
  private final CallerDistiller callers;
  private final Function<Llm, Distiller> byModel;
  private final Optional<Distiller> configured;
  private final List<Distiller> offline;

  /**
   * The distillers of a process.
   *
   * @param splitter cuts messages as the verbatim memories are cut
   * @param byModel makes a distiller of a language model
   * @param configured the model at the configured endpoint
   * @param offline what needs no language model, tried last
   */
  public Distillers(
      PassageSplitter splitter,
      Function<Llm, Distiller> byModel,
      Optional<Llm> configured,
      List<Distiller> offline) {
    this.callers = new CallerDistiller(splitter);
    this.byModel = byModel;
    this.configured = configured.map(byModel);
    this.offline = List.copyOf(offline);
  }

  /** Without any language model. */
  public Distillers(PassageSplitter splitter, List<? extends Distiller> offline) {
    this(
        splitter,
        model -> new DistillerChain(List.of(), new Tally()),
        Optional.empty(),
        List.copyOf(offline));
  }

  /**
   * What distils one write.
   *
   * @param facts what the caller distilled itself; nothing else is tried then
   * @param infer whether facts are wanted where the caller gives none
   * @param clients the model of the caller's client; null where it offers none
   */
  public Distiller on(List<Fact> facts, boolean infer, @Nullable Llm clients) {
    List<Distiller> chain = new ArrayList<>();
    if (!facts.isEmpty()) {
      chain.add(callers);
    } else if (infer) {
      configured.ifPresent(chain::add);
      if (clients != null) {
        chain.add(byModel.apply(clients));
      }
      chain.addAll(offline);
    }
    return new DistillerChain(chain, tally);
  }

  /** What they did so far. */
  public List<Tally.Count> counts() {
    return tally.counts();
  }
}
