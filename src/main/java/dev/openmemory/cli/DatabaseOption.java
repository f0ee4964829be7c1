package dev.openmemory.cli;

import dev.openmemory.config.Setting;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which database a command works on that needs no model. */
final class DatabaseOption {

  @Option(names = "--db", paramLabel = "FILE", description = "The database file.")
  @Nullable String db;

  /** The settings that are given. */
  Map<Setting, String> given() {
    return db == null ? Map.of() : Map.of(Setting.DB, db);
  }
}
