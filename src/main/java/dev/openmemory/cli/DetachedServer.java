package dev.openmemory.cli;

import dev.openmemory.config.Configuration;
import dev.openmemory.config.PrivateFile;
import dev.openmemory.config.Setting;
import dev.openmemory.model.UnavailableException;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts the HTTP server as a process of its own, which outlives this one and its terminal. */
final class DetachedServer {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int LOG_LINES = 15;

  private final Context context;
  private final Configuration configuration;
  private final boolean json;

  DetachedServer(Context context, Configuration configuration, boolean json) {
    this.context = context;
    this.configuration = configuration;
    this.json = json;
  }

  /**
   * Starts it and waits until it listens.
   *
   * @throws UnavailableException if it does not come up; the end of its log is printed
   */
  void start() {
    RunningServers notes = new RunningServers(configuration.home());
    refuseASecond(notes);
    Path log = configuration.home().resolve("server.log");
    long written = prepare(log);
    Process process = spawn(log);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<RunningServer> up =
          notes.alive().stream().filter(server -> server.pid() == process.pid()).findFirst();
      if (up.isPresent()) {
        new ServerGreeting(context, json).print(up.get(), configuration.token().isPresent());
        return;
      }
      if (!process.isAlive()) {
        throw failed(log, written, "ended with exit code " + process.exitValue());
      }
      pause();
    }
    process.destroy();
    throw failed(log, written, "did not listen within " + PATIENCE.toSeconds() + " seconds");
  }

  private void refuseASecond(RunningServers notes) {
    for (RunningServer server : notes.alive()) {
      if (server.port() == configuration.port()) {
        throw new UnavailableException(
            "a server already listens on " + server.url(),
            "Stop it with 'openmemory server stop', or give another --port.");
      }
    }
  }

  private static long prepare(Path log) {
    try {
      if (!Files.exists(log)) {
        PrivateFile.write(log, "");
      }
      return Files.size(log);
    } catch (IOException e) {
      throw new UnavailableException(
          log + " cannot be written (" + e.getMessage() + ")", "Make it writable for you.", e);
    }
  }

  private Process spawn(Path log) {
    List<String> command = new ArrayList<>(ignoringHangUp());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> !argument.startsWith("-agentlib:jdwp"))
        .filter(argument -> !argument.contains("ArchiveClassesAtExit"))
        .filter(argument -> !argument.contains("AOTCacheOutput"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("server", "start", "--transport", "http"));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    // the environment carries the settings: a secret on a command line is everybody's
    Map<String, String> environment = builder.environment();
    environment.put(Setting.HOME.environment(), configuration.home().toString());
    environment.put(Setting.DB.environment(), configuration.database().toString());
    environment.put(Setting.MODELS.environment(), configuration.models().toString());
    environment.put(Setting.USER.environment(), configuration.user());
    environment.put(Setting.MODEL.environment(), configuration.model());
    environment.put(Setting.HOST.environment(), configuration.host());
    environment.put(Setting.PORT.environment(), Integer.toString(configuration.port()));
    configuration
        .token()
        .ifPresent(token -> environment.put(Setting.TOKEN.environment(), token.reveal()));
    environment.put(HttpService.LOG_VARIABLE, log.toString());
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return process;
    } catch (IOException e) {
      throw new UnavailableException(
          "the server's process cannot be started (" + e.getMessage() + ")",
          "Start it without --detach.",
          e);
    }
  }

  /** What lets a process live on when its terminal is closed, where the platform has such. */
  private static List<String> ignoringHangUp() {
    if (File.separatorChar == '\\') {
      return List.of(); // a Windows process outlives its console's parent
    }
    for (String tool : List.of("/usr/bin/setsid", "/bin/setsid", "/usr/bin/nohup", "/bin/nohup")) {
      if (Files.isExecutable(Path.of(tool))) {
        return List.of(tool);
      }
    }
    return List.of();
  }

  private UnavailableException failed(Path log, long from, String how) {
    try {
      byte[] all = Files.readAllBytes(log);
      int start = (int) Math.min(from, all.length);
      String said = new String(all, start, all.length - start, StandardCharsets.UTF_8);
      List<String> lines = said.lines().toList();
      lines
          .subList(Math.max(0, lines.size() - LOG_LINES), lines.size())
          .forEach(context.terminal()::note);
    } catch (IOException e) {
      context.terminal().note(log + " cannot be read.");
    }
    return new UnavailableException("the server " + how, "Its log is " + log + ".");
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException(
          "starting was interrupted", "Look at 'openmemory server status'.", e);
    }
  }
}
