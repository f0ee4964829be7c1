package dev.openmemory.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.openmemory.config.Configuration;
import dev.openmemory.config.Origin;
import dev.openmemory.config.Setting;
import dev.openmemory.embedding.Embedder;
import dev.openmemory.engine.EngineOptions;
import dev.openmemory.engine.Reembed;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code openmemory reembed}. */
@Command(
    name = "reembed",
    description = "Change the database to another embedding model.",
    footer = {
      "",
      "Every text is embedded anew with the model of --model, or else of the settings. The memory",
      "can be used meanwhile; the new vectors take the place of the old all at once. What was",
      "interrupted goes on where it stopped. Servers must be restarted afterwards.",
      "",
      "  openmemory reembed --model all-MiniLM-L6-v2",
      "  openmemory config set model all-MiniLM-L6-v2"
    })
final class ReembedCommand implements Callable<Integer> {

  private final Context context;

  @Mixin CommonOptions common = new CommonOptions();
  @Mixin StoreOptions store = new StoreOptions();

  ReembedCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Configuration configuration = context.configuration(store.given());
    EngineOptions options = context.options(configuration, EngineOptions.Lifetime.ONE_SHOT);
    ProgressBar bar = new ProgressBar(context.terminal(), "embedding");
    try (Embedder embedder = context.embedder(configuration)) {
      long texts =
          Reembed.run(
              options, embedder, (done, total) -> bar.accept(done / (double) Math.max(1, total)));
      String model = configuration.model();
      if (common.json) {
        context.json(
            JsonNodeFactory.instance
                .objectNode()
                .put("model", model)
                .put("embedded", texts)
                .put("database", configuration.database().toString()));
      } else {
        context
            .terminal()
            .result(texts + (texts == 1 ? " text" : " texts") + " embedded with " + model);
      }
      if (configuration.origin(Setting.MODEL) == Origin.OPTION) {
        context
            .terminal()
            .note("From now on this database needs it: openmemory config set model " + model);
      }
    }
    return ExitCode.OK.code();
  }
}
