package dev.openmemory.cli;

import dev.openmemory.config.Setting;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which database and model a command works on. */
final class StoreOptions {

  @Option(names = "--db", paramLabel = "FILE", description = "The database file.")
  @Nullable String db;

  @Option(names = "--model", paramLabel = "ID", description = "The embedding model.")
  @Nullable String model;

  /** The settings that are given. */
  Map<Setting, String> given() {
    Map<Setting, String> given = new EnumMap<>(Setting.class);
    if (db != null) {
      given.put(Setting.DB, db);
    }
    if (model != null) {
      given.put(Setting.MODEL, model);
    }
    return given;
  }
}
