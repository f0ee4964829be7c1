package dev.openmemory.cli;

import dev.openmemory.config.Configuration;
import dev.openmemory.config.Setting;
import dev.openmemory.config.Surroundings;
import dev.openmemory.mcp.stdio.StandardStreams;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code openmemory warmup}: does once what servers and commands do at their start, in a folder
 * that is thrown away, so that the JVM can note which classes that takes. Prints nothing.
 */
@Command(name = "warmup", hidden = true, description = "Exercise the start-up path once.")
final class WarmupCommand implements Callable<Integer> {

  private static final String STATELESS =
      """
      "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",\
      "io.modelcontextprotocol/clientInfo":{"name":"warmup","version":"1"},\
      "io.modelcontextprotocol/clientCapabilities":{}}""";

  private static final List<String> CONVERSATION =
      List.of(
          "{'jsonrpc':'2.0','id':1,'method':'server/discover','params':{META}}",
          "{'jsonrpc':'2.0','id':2,'method':'tools/list','params':{META}}",
          "{'jsonrpc':'2.0','id':3,'method':'tools/call','params':{META,'name':'add_memory',"
              + "'arguments':{'text':'I live in Berlin and work at a bakery.'}}}",
          "{'jsonrpc':'2.0','id':4,'method':'tools/call','params':{META,'name':'search_memory',"
              + "'arguments':{'query':'Where do I live?'}}}",
          "{'jsonrpc':'2.0','id':5,'method':'initialize','params':{'protocolVersion':'2025-11-25',"
              + "'capabilities':{},'clientInfo':{'name':'warmup','version':'1'}}}",
          "{'jsonrpc':'2.0','method':'notifications/initialized'}",
          "{'jsonrpc':'2.0','id':6,'method':'tools/list','params':{}}",
          "{'jsonrpc':'2.0','id':7,'method':'tools/call','params':{'name':'list_memories',"
              + "'arguments':{}}}",
          "not JSON");

  private final Context context;

  @Mixin CommonOptions common = new CommonOptions();

  WarmupCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("openmemory-warmup");
    try {
      serve(folder);
      commands(folder);
    } finally {
      delete(folder);
    }
    return ExitCode.OK.code();
  }

  private void serve(Path folder) {
    Configuration configuration =
        context.configuration(Map.of(Setting.DB, folder.resolve("memory.db").toString()));
    StringBuilder lines = new StringBuilder();
    for (String message : CONVERSATION) {
      lines.append(message.replace('\'', '"').replace("META", STATELESS)).append('\n');
    }
    StdioService.run(
        quiet(context.surroundings().environment()),
        configuration,
        new StandardStreams(
            new ByteArrayInputStream(lines.toString().getBytes(StandardCharsets.UTF_8)),
            OutputStream.nullOutputStream()));
  }

  private void commands(Path folder) {
    Map<String, String> environment = new HashMap<>(context.surroundings().environment());
    environment.put(Setting.DB.environment(), folder.resolve("memory.db").toString());
    Context quiet = quiet(environment);
    Main.run(quiet, "search", "home");
    Main.run(quiet, "list", "--json");
    Main.run(quiet, "--help");
  }

  /** A context that says nothing. */
  private Context quiet(Map<String, String> environment) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    return new Context(
        new Terminal(
            InputStream.nullInputStream(),
            nowhere,
            nowhere,
            StandardCharsets.UTF_8,
            false,
            false,
            Terminal.DEFAULT_WIDTH),
        new Surroundings(
            environment, context.surroundings().userHome(), context.surroundings().loginName()),
        context.clock(),
        context.localZone());
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
