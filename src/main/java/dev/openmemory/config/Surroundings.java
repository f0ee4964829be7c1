package dev.openmemory.config;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the operating system says about the process.
 *
 * @param environment its variables
 * @param userHome the user's own folder
 * @param loginName the user's login name
 */
public record Surroundings(Map<String, String> environment, Path userHome, String loginName) {

  public Surroundings {
    environment = Map.copyOf(environment);
    if (loginName.isBlank() || loginName.equals("?")) {
      loginName = "user"; // a container whose user id has no name
    }
  }

  /**
   * Those of this process. The user's folder is what {@code HOME} says, as for every other program;
   * the JVM by itself asks the user database alone.
   */
  public static Surroundings ofProcess() {
    Map<String, String> environment = System.getenv();
    String home = environment.getOrDefault("HOME", "");
    return new Surroundings(
        environment,
        Path.of(
            home.isBlank() || File.separatorChar == '\\'
                ? System.getProperty("user.home", ".")
                : home),
        System.getProperty("user.name", ""));
  }
}
