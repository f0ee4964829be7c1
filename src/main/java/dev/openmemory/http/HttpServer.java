package dev.openmemory.http;

import dev.openmemory.model.MisconfiguredException;
import dev.openmemory.model.UnavailableException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.List;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running HTTP server. Safe for any thread; {@link #close} lets requests under way end, and may
 * be called more than once.
 */
public final class HttpServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

  private static final int MAX_THREADS = 100;
  private static final int MAX_CONNECTIONS = 1_000;

  /** How long a connection that waits for its next request may hold up the stop. */
  private static final long SHUTDOWN_IDLE_MILLIS = 100;

  private static final int MAX_HEADER_BYTES = 16 * 1024;

  private final Server server;
  private final int port;
  private final String host;
  private final List<Mount> mounts;

  private HttpServer(Server server, int port, String host, List<Mount> mounts) {
    this.server = server;
    this.port = port;
    this.host = host;
    this.mounts = mounts;
  }

  /**
   * Starts a server. {@code GET /health} is always there.
   *
   * @param version what {@code /health} says it is
   * @param mounts servlets of other faces
   * @param routes what it answers itself
   * @param files what it serves where no route fits
   * @throws MisconfiguredException if others than this machine could reach it and no token is asked
   *     for, or the host is unknown
   * @throws UnavailableException if the port is taken
   */
  public static HttpServer start(
      HttpOptions options, String version, List<Mount> mounts, Routes routes, StaticFiles files) {
    Sessions none = new Sessions(Clock.systemUTC());
    return start(options, version, mounts, routes, files, none);
  }

  /**
   * The same, also for browsers that have shown the token.
   *
   * @param sessions of these browsers
   */
  public static HttpServer start(
      HttpOptions options,
      String version,
      List<Mount> mounts,
      Routes routes,
      StaticFiles files,
      Sessions sessions) {
    requireTokenBeyondThisMachine(options);
    Routes table =
        Routes.table().open(Method.GET, "/health", new Health(version)::answer).all(routes).build();

    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 4);
    threads.setName("http");
    Server server = new Server(threads);
    server.setErrorHandler(new ProblemPage());
    server.setStopTimeout(options.drain().toMillis());

    ServerConnector connector =
        new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration()));
    connector.setHost(options.host());
    connector.setPort(options.port());
    connector.setIdleTimeout(options.idle().toMillis());
    connector.setShutdownIdleTimeout(SHUTDOWN_IDLE_MILLIS);
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, connector));

    Handler servlets = servlets(mounts, new Table(table, files, options.maxBodyBytes()));
    server.setHandler(
        new GracefulHandler(
            new Gate(
                options,
                table,
                path -> table.isOpen(path) || path.startsWith("/.well-known/") || files.has(path),
                sessions,
                servlets)));
    open(server, options);
    return new HttpServer(server, connector.getLocalPort(), options.host(), List.copyOf(mounts));
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  /** Where it can be called, such as {@code http://127.0.0.1:8765}. */
  public URI address() {
    boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
    String name = everywhere ? "localhost" : host;
    return URI.create(
        "http://"
            + (name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name)
            + ":"
            + port);
  }

  /** Waits until the server was closed. */
  public void join() throws InterruptedException {
    server.join();
  }

  @Override
  public void close() {
    for (Mount mount : mounts) {
      mount.beforeStop().run();
    }
    stop(server);
  }

  private static Handler servlets(List<Mount> mounts, Table table) {
    ServletContextHandler context = new ServletContextHandler("/");
    context.setErrorHandler(new ProblemPage());
    for (Mount mount : mounts) {
      ServletHolder holder = new ServletHolder(mount.servlet());
      holder.setAsyncSupported(true);
      mount.paths().forEach(path -> context.addServlet(holder, path));
    }
    context.addServlet(new ServletHolder(table), "/");
    return context;
  }

  private static HttpConfiguration configuration() {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setSendXPoweredBy(false);
    configuration.setRequestHeaderSize(MAX_HEADER_BYTES);
    configuration.setResponseHeaderSize(MAX_HEADER_BYTES);
    return configuration;
  }

  private static void requireTokenBeyondThisMachine(HttpOptions options) {
    boolean loopback;
    try {
      loopback = InetAddress.getByName(options.host()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new MisconfiguredException(
          "the host '" + options.host() + "' is unknown",
          "Set OPENMEMORY_HOST to a name or address of this machine, such as 127.0.0.1.",
          e);
    }
    if (!loopback && options.token() == null) {
      throw new MisconfiguredException(
          "on " + options.host() + " others than this machine could read the memories",
          "Set OPENMEMORY_TOKEN to a secret that callers must present, or listen on 127.0.0.1.");
    }
  }

  // Jetty declares Exception; what it means is told apart here, at the library that raised it.
  private static void open(Server server, HttpOptions options) {
    try {
      server.start();
    } catch (Exception e) {
      stop(server);
      if (e instanceof BindException || e.getCause() instanceof BindException) {
        throw new UnavailableException(
            "port " + options.port() + " on " + options.host() + " cannot be listened on",
            "Another server may be running there: see 'openmemory server status', stop it, or give"
                + " another port with --port.",
            e);
      }
      throw new UnavailableException(
          "the HTTP server could not start on " + options.host() + ":" + options.port(),
          "See the log.",
          e);
    }
  }

  private static void stop(Server server) {
    try {
      server.stop();
    } catch (Exception e) {
      LOG.warn("The HTTP server did not stop cleanly", e);
    }
  }
}
