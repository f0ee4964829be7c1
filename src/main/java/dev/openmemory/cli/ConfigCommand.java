package dev.openmemory.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.config.Configuration;
import dev.openmemory.config.Setting;
import dev.openmemory.config.SettingsFile;
import dev.openmemory.json.Json;
import dev.openmemory.model.NotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code openmemory config} and what stands below it. */
@Command(
    name = "config",
    description = "Show or change the settings.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "A command-line option beats the environment, which beats the configuration file, which "
          + "beats the default. Secrets are shown as ***."
    })
final class ConfigCommand implements Runnable {

  @Mixin CommonOptions common = new CommonOptions();

  @CommandLine.Spec CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

  /** The command with its own commands. */
  static CommandLine tree(Context context) {
    return new CommandLine(new ConfigCommand())
        .addSubcommand(new ListSettings(context))
        .addSubcommand(new GetSetting(context))
        .addSubcommand(new SetSetting(context))
        .addSubcommand(new UnsetSetting(context))
        .addSubcommand(new ShowPath(context));
  }

  @Override
  public void run() {
    MissingCommand.in(spec);
  }

  @Command(name = "list", description = "Show every setting, its value and where it comes from.")
  static final class ListSettings implements Callable<Integer> {

    private final Context context;

    @Mixin CommonOptions common = new CommonOptions();

    ListSettings(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      Configuration configuration = context.configuration(Map.of());
      List<String> unknown = SettingsFile.read(configuration.file()).unknown();
      if (common.json) {
        ArrayNode settings = Json.mapper().createArrayNode();
        for (Setting setting : Setting.values()) {
          settings.add(json(setting, configuration));
        }
        context.json(Json.mapper().createObjectNode().set("settings", settings));
      } else {
        for (Setting setting : Setting.values()) {
          show(setting, configuration);
        }
      }
      if (!unknown.isEmpty()) {
        context
            .terminal()
            .note(
                configuration.file()
                    + " also holds "
                    + String.join(", ", unknown)
                    + ", which means nothing here.");
      }
      return ExitCode.OK.code();
    }

    private void show(Setting setting, Configuration configuration) {
      Terminal terminal = context.terminal();
      String value = configuration.shown(setting).orElse("none");
      terminal.result(
          terminal.bold(String.format(Locale.ROOT, "%-13s", setting.key()))
              + Printable.line(value)
              + " "
              + terminal.dim("(" + configuration.origin(setting).key() + ")"));
      terminal.result(" ".repeat(13) + terminal.dim(setting.help() + "; " + setting.environment()));
    }
  }

  @Command(name = "get", description = "Show one setting's value.")
  static final class GetSetting implements Callable<Integer> {

    private final Context context;

    @Mixin CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "KEY", description = "The setting, such as port.")
    String key = "";

    GetSetting(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      Setting setting = Setting.ofKey(key);
      Configuration configuration = context.configuration(Map.of());
      if (common.json) {
        context.json(json(setting, configuration));
        return ExitCode.OK.code();
      }
      String value =
          configuration
              .shown(setting)
              .orElseThrow(
                  () ->
                      new NotFoundException(
                          setting.key() + " is not set",
                          "Set it with 'openmemory config set " + setting.key() + " VALUE'."));
      context.terminal().result(Printable.line(value));
      return ExitCode.OK.code();
    }
  }

  @Command(
      name = "set",
      description = "Write a setting to the configuration file.",
      footer = {
        "",
        "With '-', or without a value, it is read from standard input, so that a secret need not "
            + "stand in the shell's history."
      })
  static final class SetSetting implements Callable<Integer> {

    private final Context context;

    @Mixin CommonOptions common = new CommonOptions();

    @Parameters(index = "0", paramLabel = "KEY", description = "The setting, such as port.")
    String key = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "VALUE", description = "Its value.")
    List<String> value = new ArrayList<>();

    SetSetting(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      Setting setting = Setting.ofKey(key);
      SettingsFile file = SettingsFile.read(Configuration.file(context.surroundings()));
      file.set(setting, context.text("value", value));
      report(context, common, setting, "set", file);
      return ExitCode.OK.code();
    }
  }

  @Command(name = "unset", description = "Remove a setting from the configuration file.")
  static final class UnsetSetting implements Callable<Integer> {

    private final Context context;

    @Mixin CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "KEY", description = "The setting, such as port.")
    String key = "";

    UnsetSetting(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      Setting setting = Setting.ofKey(key);
      SettingsFile file = SettingsFile.read(Configuration.file(context.surroundings()));
      if (!file.unset(setting)) {
        throw new NotFoundException(
            setting.key() + " is not in " + file.path(),
            "'openmemory config list' says where each setting comes from.");
      }
      report(context, common, setting, "removed", file);
      return ExitCode.OK.code();
    }
  }

  @Command(name = "path", description = "Show where the configuration file is.")
  static final class ShowPath implements Callable<Integer> {

    private final Context context;

    @Mixin CommonOptions common = new CommonOptions();

    ShowPath(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      String path = Configuration.file(context.surroundings()).toString();
      if (common.json) {
        context.json(Json.mapper().createObjectNode().put("path", path));
      } else {
        context.terminal().result(Printable.line(path));
      }
      return ExitCode.OK.code();
    }
  }

  private static void report(
      Context context, CommonOptions common, Setting setting, String done, SettingsFile file) {
    if (common.json) {
      context.json(
          Json.mapper()
              .createObjectNode()
              .put("key", setting.key())
              .put("path", file.path().toString()));
    } else {
      context.terminal().note(setting.key() + " " + done + " in " + file.path());
    }
    if (context.surroundings().environment().containsKey(setting.environment())) {
      context.terminal().note(setting.environment() + " in the environment still comes first.");
    }
  }

  private static ObjectNode json(Setting setting, Configuration configuration) {
    ObjectNode node = Json.mapper().createObjectNode();
    node.put("key", setting.key());
    configuration.shown(setting).ifPresent(value -> node.put("value", value));
    return node.put("origin", configuration.origin(setting).key())
        .put("environment", setting.environment())
        .put("default", setting.fallback())
        .put("help", setting.help());
  }
}
