package dev.openmemory.cli;

import dev.openmemory.config.Setting;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the one command line that has to start fast, {@code server start --transport stdio},
 * without picocli: a client waits for the first reply, and picocli's classes are too old for a
 * class-data archive. What it does not recognise is left to picocli, which reads the same options.
 */
final class StdioArguments {

  private static final Map<String, Setting> OPTIONS =
      Map.of("--db", Setting.DB, "--model", Setting.MODEL, "--user", Setting.USER);

  private StdioArguments() {}

  /** The settings that such a command line gives; empty if it is another. */
  static Optional<Map<Setting, String>> parse(List<String> arguments) {
    if (arguments.size() < 3 || !arguments.subList(0, 2).equals(List.of("server", "start"))) {
      return Optional.empty();
    }
    Map<Setting, String> given = new EnumMap<>(Setting.class);
    boolean stdio = false;
    for (int i = 2; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      if (equals < 0 && ++i == arguments.size()) {
        return Optional.empty();
      }
      String value = equals < 0 ? arguments.get(i) : argument.substring(equals + 1);
      Setting setting = OPTIONS.get(name);
      if (name.equals("--transport") && value.equals("stdio") && !stdio) {
        stdio = true;
      } else if (setting == null || value.startsWith("-") || given.put(setting, value) != null) {
        return Optional.empty();
      }
    }
    return stdio ? Optional.of(given) : Optional.empty();
  }
}
