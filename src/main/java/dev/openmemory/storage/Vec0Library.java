package dev.openmemory.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.DB;

/**
 * The native library of sqlite-vec, which travels inside the program and is unpacked once per
 * version. Where it is missing or cannot be loaded the store works without it, and this says why.
 */
final class Vec0Library {

  private static final String FOLDER = "/META-INF/sqlite-vec/";

  private final @Nullable Path file;
  private volatile @Nullable String failure;

  private Vec0Library(@Nullable Path file, @Nullable String failure) {
    this.file = file;
    this.failure = failure;
  }

  /** No library, for that reason. */
  static Vec0Library none(String reason) {
    return new Vec0Library(null, reason);
  }

  /** The library in a file. */
  static Vec0Library at(Path file) {
    return new Vec0Library(file, null);
  }

  /**
   * Unpacks the library of this platform.
   *
   * @param cache the folder it is unpacked into
   */
  static Vec0Library unpack(Path cache) {
    return unpack(cache, platform(System.getProperty("os.name"), System.getProperty("os.arch")));
  }

  static Vec0Library unpack(Path cache, Optional<String> platform) {
    if (platform.isEmpty()) {
      return none(
          "sqlite-vec is not published for "
              + System.getProperty("os.name")
              + " on "
              + System.getProperty("os.arch"));
    }
    String name = platform.get() + "/" + fileName(platform.get());
    try (InputStream in = Vec0Library.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        return none("this build holds no sqlite-vec library for " + platform.get());
      }
      byte[] library = in.readAllBytes();
      Path folder = cache.resolve("sqlite-vec-" + fingerprint(library));
      Path file = folder.resolve(fileName(platform.get())).toAbsolutePath();
      if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), library)) {
        NativeFiles.write(library, file);
      }
      return at(file);
    } catch (IOException e) {
      return none("sqlite-vec cannot be unpacked into " + cache + ": " + e);
    }
  }

  /** Whether it was there to be loaded, and no connection has failed to. */
  boolean usable() {
    return file != null && failure == null;
  }

  /** Why it is not usable; empty where it is. */
  String failure() {
    String reason = failure;
    return reason == null ? "" : reason;
  }

  /** Loads it into a connection, if it is usable; a failure is kept and not thrown. */
  void load(Connection connection) {
    Path library = file;
    if (library == null || failure != null) {
      return;
    }
    try (PreparedStatement load =
        connection.prepareStatement("SELECT load_extension(?, 'sqlite3_vec_init')")) {
      DB database = connection.unwrap(SQLiteConnection.class).getDatabase();
      database.enable_load_extension(true);
      try {
        load.setString(1, library.toString());
        load.execute();
      } finally {
        // Nothing else may be loaded through SQL.
        database.enable_load_extension(false);
      }
    } catch (SQLException e) {
      failure = "sqlite-vec cannot be loaded: " + e.getMessage();
    }
  }

  /** Its version, such as {@code 0.1.9}, from a connection that has it. */
  String version(Sql sql) {
    String version = sql.text("SELECT vec_version()");
    return version.startsWith("v") ? version.substring(1) : version;
  }

  /** The name that sqlite-vec gives a platform; empty if it is not published for it. */
  static Optional<String> platform(String os, String architecture) {
    String system = os.toLowerCase(Locale.ROOT);
    String machine =
        switch (architecture.toLowerCase(Locale.ROOT)) {
          case "amd64", "x86_64" -> "x64";
          case "aarch64", "arm64" -> "arm64";
          default -> "";
        };
    String name = "";
    if (system.contains("linux")) {
      name = "linux-" + machine;
    } else if (system.contains("mac")) {
      name = "darwin-" + machine;
    } else if (system.contains("windows") && machine.equals("x64")) {
      name = "windows-x64";
    }
    return name.isEmpty() || machine.isEmpty() ? Optional.empty() : Optional.of(name);
  }

  private static String fileName(String platform) {
    if (platform.startsWith("darwin")) {
      return "vec0.dylib";
    }
    return platform.startsWith("windows") ? "vec0.dll" : "vec0.so";
  }

  /** Tells versions apart; the content itself is compared before it is loaded. */
  private static String fingerprint(byte[] library) {
    CRC32 sum = new CRC32();
    sum.update(library);
    return Long.toHexString(sum.getValue());
  }
}
