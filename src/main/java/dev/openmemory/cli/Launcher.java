package dev.openmemory.cli;

import dev.openmemory.clients.Server;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What starts this program from elsewhere.
 *
 * @param command the program and what always follows it
 */
record Launcher(List<String> command) {

  Launcher {
    command = List.copyOf(command);
  }

  /** The script that came along, or else this Java with this class path. */
  static Launcher find(Map<String, String> environment) {
    boolean windows =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    Optional<Path> script = script(windows ? "openmemory.cmd" : "openmemory");
    if (script.isPresent()) {
      String path = script.get().toString();
      // Clients start programs, and a batch file is none.
      return new Launcher(
          windows
              ? List.of(environment.getOrDefault("ComSpec", "cmd.exe"), "/d", "/c", path)
              : List.of(path));
    }
    return new Launcher(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xlog:disable",
            "-Xlog:all=warning:stderr",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName()));
  }

  private static Optional<Path> script(String name) {
    return code().stream()
        .flatMap(
            code ->
                Stream.iterate(code.getParent(), folder -> folder != null, Path::getParent)
                    .limit(3))
        .flatMap(
            folder ->
                Stream.of(
                    folder.resolve(name),
                    folder.resolve("bin").resolve(name),
                    folder.resolve("scripts").resolve(name)))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /** Where the classes of the program are: a jar, or a folder. */
  static Optional<Path> code() {
    CodeSource source = Launcher.class.getProtectionDomain().getCodeSource();
    try {
      return source == null || source.getLocation() == null
          ? Optional.empty()
          : Optional.of(Path.of(source.getLocation().toURI()));
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A server that is started with some arguments. */
  Server.Started server(List<String> arguments) {
    List<String> all = new ArrayList<>(command.subList(1, command.size()));
    all.addAll(arguments);
    return new Server.Started(command.get(0), all);
  }
}
