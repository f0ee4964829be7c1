package dev.openmemory.cli;

import dev.openmemory.config.Configuration;
import dev.openmemory.config.Setting;
import dev.openmemory.mcp.stdio.StandardStreams;
import dev.openmemory.model.InvalidInputException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code openmemory server start}. */
@Command(
    name = "start",
    description = "Start a server that MCP clients talk to.",
    footer = {
      "",
      "The http transport (the default) serves any number of clients and prints where. The stdio "
          + "transport is what a client starts by itself: it speaks the protocol on standard input and "
          + "output and ends with its input. Both may run at once on one database.",
      "",
      "  openmemory server start",
      "  openmemory server start --detach --port 9000",
      "  openmemory server start --transport stdio"
    })
final class ServerStartCommand implements Callable<Integer> {

  private final Context context;

  @Mixin CommonOptions common = new CommonOptions();
  @Mixin StoreOptions store = new StoreOptions();

  @Option(names = "--transport", paramLabel = "NAME", description = "http (the default) or stdio.")
  String transport = "http";

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "The address to listen on; beyond this computer a token is required.")
  @Nullable String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The port to listen on; 0 takes a free one.")
  @Nullable String port;

  @Option(
      names = "--token",
      paramLabel = "SECRET",
      description = {
        "The bearer token that clients must send. Other users of this computer can see a command "
            + "line: better set OPENMEMORY_TOKEN, or 'openmemory config set token -'."
      })
  @Nullable String token;

  @Option(
      names = "--user",
      paramLabel = "ID",
      description = "Whose memory it is where a client names no user.")
  @Nullable String user;

  @Option(names = "--detach", description = "Serve in the background (http).")
  boolean detach;

  ServerStartCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Configuration configuration = context.configuration(given());
    switch (transport.toLowerCase(Locale.ROOT)) {
      case "http" -> {
        if (detach) {
          new DetachedServer(context, configuration, common.json).start();
        } else {
          new HttpService(context, configuration, common.json).run();
        }
      }
      case "stdio" -> {
        if (detach) {
          throw new InvalidInputException(
              "a server on standard input cannot be detached", "Use --transport http.");
        }
        StdioService.run(context, configuration, StandardStreams.take());
      }
      default ->
          throw new InvalidInputException(
              "there is no transport '" + transport + "'", "Use http or stdio.");
    }
    return ExitCode.OK.code();
  }

  private Map<Setting, String> given() {
    Map<Setting, String> given = store.given();
    put(given, Setting.HOST, host);
    put(given, Setting.PORT, port);
    put(given, Setting.TOKEN, token);
    put(given, Setting.USER, user);
    return given;
  }

  private static void put(Map<Setting, String> given, Setting setting, @Nullable String value) {
    if (value != null) {
      given.put(setting, value);
    }
  }
}
