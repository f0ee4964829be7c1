package dev.openmemory.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What this build is. */
final class Distribution {

  private Distribution() {}

  /** The version of the product. */
  static String version() {
    Properties properties = new Properties();
    try (InputStream in = Distribution.class.getResourceAsStream("version.properties")) {
      if (in == null) {
        throw new IllegalStateException("the build puts version.properties beside this class");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("version.properties cannot be read", e);
    }
    return properties.getProperty("version", "unknown");
  }
}
