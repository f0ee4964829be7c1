package dev.openmemory.http.web;

import dev.openmemory.engine.Caller;
import dev.openmemory.engine.Engine;
import dev.openmemory.http.Answer;
import dev.openmemory.http.Method;
import dev.openmemory.http.Mount;
import dev.openmemory.http.Problem;
import dev.openmemory.http.Routes;
import dev.openmemory.http.Sessions;
import dev.openmemory.http.StaticFiles;
import dev.openmemory.model.Secret;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The web page: its files, the routes it calls, and the stream of what changes. */
public final class WebApi {

  /** Whom the page's changes are noted under. */
  static final Caller PERSON = new Caller("web");

  static final Problem FOREIGN =
      new Problem(
          403,
          "only the page of this server may call this",
          "Programs use the other routes, in docs/http.md.");

  /** The largest file that the page takes in, in bytes: 1 GiB. The command line has no limit. */
  static final long MOST_IMPORTED = 1L << 30;

  private static final String ROOT = Sessions.PATH + "/api";
  private static final String CHANGES = ROOT + "/changes";

  private final Routes routes;
  private final LiveChanges changes;

  /**
   * Puts the page together.
   *
   * @param token what a browser must show to get a session; null when none is asked for
   * @param sessions the same that the server looks at
   */
  public WebApi(Engine engine, Desk desk, @Nullable Secret token, Sessions sessions, Clock clock) {
    this.changes = new LiveChanges(engine);
    this.routes = table(engine, desk, clock, new Login(token, sessions, clock));
  }

  /** The page's files. */
  public static StaticFiles files() {
    return StaticFiles.in("web");
  }

  /** Every route that the page calls. */
  public Routes routes() {
    return routes;
  }

  /** The stream of changes. */
  public Mount mount() {
    return new Mount(List.of(CHANGES), changes, changes::stop);
  }

  private static Routes table(Engine engine, Desk desk, Clock clock, Login login) {
    MemoryRoutes memories = new MemoryRoutes(engine);
    SearchRoutes search = new SearchRoutes(engine);
    GraphRoutes graph = new GraphRoutes(engine);
    StatusRoutes status = new StatusRoutes(engine, desk);
    PortingRoutes porting = new PortingRoutes(engine, desk, clock);
    return Routes.table()
        .open(Method.GET, ROOT + "/session", own(false, login::state))
        .open(Method.POST, ROOT + "/session", own(true, login::begin))
        .open(Method.DELETE, ROOT + "/session", own(true, login::end))
        .on(Method.GET, ROOT + "/memories", own(false, memories::list))
        .on(Method.POST, ROOT + "/memories", own(true, memories::add))
        .on(Method.POST, ROOT + "/memories/states", own(true, memories::states))
        .on(Method.GET, ROOT + "/memories/{id}", own(false, memories::show))
        .on(Method.PATCH, ROOT + "/memories/{id}", own(true, memories::revise))
        .on(Method.DELETE, ROOT + "/memories/{id}", own(true, memories::erase))
        .on(Method.POST, ROOT + "/memories/{id}/restore", own(true, memories::restore))
        .on(Method.GET, ROOT + "/memories/{id}/related", own(false, memories::related))
        .on(Method.POST, ROOT + "/search", own(true, search::search))
        .on(Method.GET, ROOT + "/signals", own(false, search::signals))
        .on(Method.GET, ROOT + "/graph", own(false, graph::graph))
        .on(Method.GET, ROOT + "/graph/{id}", own(false, graph::around))
        .on(Method.GET, ROOT + "/graph/{id}/memories", own(false, graph::memories))
        .on(Method.GET, ROOT + "/timeline", own(false, graph::timeline))
        .on(Method.GET, ROOT + "/values/{axis}", own(false, status::values))
        .on(Method.GET, ROOT + "/apps", own(false, status::apps))
        .on(Method.GET, ROOT + "/app", own(false, status::app))
        .on(Method.POST, ROOT + "/apps/pause", own(true, status::pause))
        .on(Method.POST, ROOT + "/apps/resume", own(true, status::resume))
        .on(Method.GET, ROOT + "/events", own(false, status::events))
        .on(Method.GET, ROOT + "/status", own(false, status::status))
        .on(Method.GET, ROOT + "/activity", own(false, status::activity))
        .on(Method.GET, ROOT + "/settings", own(false, status::settings))
        .on(Method.PUT, ROOT + "/settings/{key}", own(true, status::set))
        .on(Method.GET, ROOT + "/export", own(false, porting::export))
        .streaming(Method.POST, ROOT + "/import", MOST_IMPORTED, own(true, porting::take))
        .on(Method.GET, ROOT + "/import/{id}", own(false, porting::progress))
        .build();
  }

  /** A route that answers the project's own page alone. */
  private static Routes.Answerer own(boolean changes, Routes.Answerer answerer) {
    return call ->
        SamePage.calls(changes, call::header) ? answerer.answer(call) : Answer.problem(FOREIGN);
  }
}
