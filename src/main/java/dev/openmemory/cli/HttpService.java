package dev.openmemory.cli;

import dev.openmemory.config.Configuration;
import dev.openmemory.embedding.RerankerDescriptor;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.EngineOptions;
import dev.openmemory.http.HttpOptions;
import dev.openmemory.http.HttpServer;
import dev.openmemory.http.Mount;
import dev.openmemory.http.Routes;
import dev.openmemory.http.Sessions;
import dev.openmemory.http.web.WebApi;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Serves HTTP until the process is told to end. */
final class HttpService {

  /** The environment variable that tells a detached server where its log is. */
  static final String LOG_VARIABLE = "OPENMEMORY_DETACHED_LOG";

  private final Context context;
  private final Configuration configuration;
  private final boolean json;

  HttpService(Context context, Configuration configuration, boolean json) {
    this.context = context;
    this.configuration = configuration;
    this.json = json;
  }

  /** Starts the server, says where it is, and returns when it has been closed. */
  void run() {
    Engine engine = context.engine(configuration, EngineOptions.Lifetime.LONG_LIVED);
    RunningServers notes = new RunningServers(configuration.home());
    HttpServer server;
    try {
      server = start(engine);
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
    RunningServer note = note(server);
    AtomicBoolean closed = new AtomicBoolean();
    Runnable close =
        () -> {
          if (closed.compareAndSet(false, true)) {
            server.close();
            engine.close();
            notes.remove(note);
          }
        };
    Thread hook = new Thread(close, "shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      notes.add(note);
      new ServerGreeting(context, json).print(note, configuration.token().isPresent());
      WarmUp.inBackground(() -> engine, context.terminal());
      server.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close.run();
      forget(hook);
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the process is ending, and the hook is what ended the server
    }
  }

  private HttpServer start(Engine engine) {
    HttpOptions options =
        HttpOptions.at(configuration.host(), configuration.port())
            .withToken(configuration.token().orElse(null))
            .allowing(configuration.allowedHosts(), configuration.allowedOrigins());
    Sessions sessions = new Sessions(context.clock());
    WebApi page =
        new WebApi(
            engine,
            new WebDesk(context, configuration),
            options.token(),
            sessions,
            context.clock());
    List<Mount> mounts = new ArrayList<>(Faces.mounts(engine, configuration.sampling()));
    mounts.add(page.mount());
    return HttpServer.start(
        options,
        Distribution.version(),
        mounts,
        Routes.table().all(Faces.routes(engine)).all(page.routes()).build(),
        WebApi.files(),
        sessions);
  }

  private RunningServer note(HttpServer server) {
    String log = context.surroundings().environment().get(LOG_VARIABLE);
    return new RunningServer(
        ProcessHandle.current().pid(),
        RunningServer.startOfThisProcess(),
        server.address().toString(),
        server.port(),
        configuration.database(),
        Distribution.version(),
        Context.reranker(configuration).map(RerankerDescriptor::id).orElse(null),
        log == null ? null : Path.of(log));
  }
}
