package dev.openmemory.cli;

import dev.openmemory.config.Configuration;
import dev.openmemory.config.Setting;
import dev.openmemory.distill.Conversation;
import dev.openmemory.distill.Distillation;
import dev.openmemory.distill.Distiller;
import dev.openmemory.distill.Draft;
import dev.openmemory.distill.PassageSplitter;
import dev.openmemory.distill.VerbatimDistiller;
import dev.openmemory.distill.llm.EndpointLlm;
import dev.openmemory.distill.llm.LlmDistiller;
import dev.openmemory.distill.rules.RulesDistiller;
import dev.openmemory.embedding.Embedder;
import dev.openmemory.eval.ExtractionReport;
import dev.openmemory.eval.ExtractionRun;
import dev.openmemory.eval.ExtractionSet;
import dev.openmemory.eval.Extractor;
import dev.openmemory.model.Actor;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Mention;
import dev.openmemory.model.Message;
import dev.openmemory.model.MessageId;
import dev.openmemory.model.MisconfiguredException;
import dev.openmemory.model.Scope;
import dev.openmemory.model.UnavailableException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code openmemory eval extraction}. */
@Command(
    name = "extraction",
    description = "Measure the facts and the entities that a distiller makes of texts.",
    footer = {
      "",
      "A fact and a label say the same from a word F1 of 0.5 or a cosine of 0.80 on; each is in one "
          + "pair at most. With --verbose every pair is listed.",
      "",
      "  openmemory eval extraction sets/extraction --verbose"
    })
final class EvalExtractionCommand implements Callable<Integer> {

  /** When the texts of a set, which say nothing of it, count as said: figures must not drift. */
  private static final Instant SAID = Instant.parse("2026-04-01T12:00:00Z");

  private final Context context;

  @Mixin CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "SET_DIR", description = "A folder with memory.jsonl, entity.jsonl.")
  @Nullable Path folder;

  @Option(
      names = "--distiller",
      paramLabel = "KIND",
      description =
          "rules (default), llm, the configured language model, or verbatim, which keeps passages"
              + " as they are.")
  String distiller = "rules";

  @Option(names = "--model", paramLabel = "ID", description = "The embedding model.")
  @Nullable String model;

  EvalExtractionCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (folder == null) {
      throw new IllegalStateException("picocli requires the parameter");
    }
    ExtractionSet set = ExtractionSet.read(folder);
    Configuration configuration =
        context.configuration(model == null ? Map.of() : Map.of(Setting.MODEL, model));
    try (Embedder embedder = context.embedder(configuration)) {
      Distiller chosen =
          distiller(
              new PassageSplitter(embedder::countTokens, embedder.maxTokens()), configuration);
      ExtractionReport report =
          new ExtractionRun(extractor(chosen), cosine(embedder)).measure(set, share -> {});
      if (common.json) {
        context.json(report);
      } else {
        new ExtractionText(context.terminal()).show(report, common.verbose);
      }
    }
    return ExitCode.OK.code();
  }

  private Distiller distiller(PassageSplitter splitter, Configuration configuration) {
    return switch (distiller) {
      case "rules" -> new RulesDistiller(splitter);
      case "llm" ->
          EndpointLlm.configured(configuration)
              .map(llm -> new LlmDistiller(llm, splitter))
              .orElseThrow(
                  () ->
                      new MisconfiguredException(
                          "no language model is configured",
                          "Set OPENMEMORY_LLM and OPENMEMORY_LLM_MODEL."));
      case "verbatim" -> new VerbatimDistiller(splitter);
      default ->
          throw new InvalidInputException(
              "there is no distiller '" + distiller + "' to measure",
              "Use rules, llm or verbatim.");
    };
  }

  private static Extractor extractor(Distiller distiller) {
    return text -> {
      Message message =
          new Message(
              new MessageId(UUID.nameUUIDFromBytes(new byte[0])),
              Scope.user("eval"),
              Actor.USER,
              null,
              text,
              SAID,
              SAID);
      Distillation distillation =
          distiller.distil(new Conversation(List.of(message), List.of(), List.of()));
      if (!distillation.successful()) {
        // figures of a model that did not answer would be figures of something else
        throw new UnavailableException(
            distillation.attempts().stream()
                .map(Distillation.Attempt::failure)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("; ")),
            "Measure again when it answers.");
      }
      List<Draft> drafts = distillation.drafts();
      return new Extractor.Extraction(
          drafts.stream().map(Draft::text).toList(),
          drafts.stream()
              .flatMap(draft -> draft.mentions().stream())
              .filter(mention -> !mention.name().equals(Mention.USER))
              .distinct()
              .toList());
    };
  }

  private static ToDoubleBiFunction<String, String> cosine(Embedder embedder) {
    Map<String, float[]> vectors = new HashMap<>();
    return (a, b) -> {
      float[] x = vectors.computeIfAbsent(a, text -> embedder.passage(text).vector());
      float[] y = vectors.computeIfAbsent(b, text -> embedder.passage(text).vector());
      double sum = 0;
      for (int i = 0; i < x.length; i++) {
        sum += (double) x[i] * y[i];
      }
      return sum;
    };
  }
}
