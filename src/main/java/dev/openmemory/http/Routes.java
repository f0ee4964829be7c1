package dev.openmemory.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/** The table of routes. Immutable once built, and safe for any thread. */
public final class Routes {

  private final List<Route> routes;

  private Routes(List<Route> routes) {
    this.routes =
        routes.stream()
            .sorted(Comparator.comparingInt((Route route) -> route.path().literals()).reversed())
            .toList();
  }

  /** Starts a table. */
  public static Builder table() {
    return new Builder();
  }

  /** Every route as {@code METHOD /path}, sorted; for documentation. */
  public List<String> names() {
    return routes.stream().map(route -> route.method() + " " + route.path()).sorted().toList();
  }

  /** The first route for the path and method, the most literal first. */
  Optional<Match> find(String method, String path) {
    List<String> segments = PathPattern.split(path);
    for (Route route : routes) {
      if (route.method().name().equals(method)) {
        Optional<Map<String, String>> values = route.path().match(segments);
        if (values.isPresent()) {
          return Optional.of(new Match(route, values.get()));
        }
      }
    }
    return Optional.empty();
  }

  /** What the Allow header says of a path; empty when there is nothing there. */
  Optional<String> allowed(String path) {
    List<String> segments = PathPattern.split(path);
    TreeSet<String> methods = new TreeSet<>();
    for (Route route : routes) {
      if (route.path().match(segments).isPresent()) {
        methods.add(route.method().name());
      }
    }
    if (methods.isEmpty()) {
      return Optional.empty();
    }
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    methods.add("OPTIONS");
    return Optional.of(String.join(", ", methods));
  }

  /** The largest body that a path's route reads as it comes; empty where bodies are gathered. */
  OptionalLong streamed(String method, String path) {
    return find(method, path).stream()
        .mapToLong(match -> match.route().streamed())
        .filter(bytes -> bytes > 0)
        .findFirst();
  }

  /** Whether a path answers callers without a token. */
  boolean isOpen(String path) {
    List<String> segments = PathPattern.split(path);
    return routes.stream()
        .anyMatch(route -> route.open() && route.path().match(segments).isPresent());
  }

  /** What answers a request. It may block. A MemoryException becomes a problem. */
  @FunctionalInterface
  public interface Answerer {

    /** The answer. */
    Answer answer(Call call);
  }

  /**
   * One route.
   *
   * @param open whether it answers callers without a token
   * @param streamed the largest body that it reads as it comes, in bytes; 0 where the body is
   *     gathered beforehand
   */
  record Route(Method method, PathPattern path, Answerer answerer, boolean open, long streamed) {}

  /**
   * A route that fits, and what its names stand for.
   *
   * @param values by name
   */
  record Match(Route route, Map<String, String> values) {}

  /** A table in the making. */
  public static final class Builder {

    private final List<Route> routes = new ArrayList<>();

    private Builder() {}

    /**
     * Adds a route.
     *
     * @param path such as {@code /v1/memories/{id}}; a slash at the end makes no difference
     */
    public Builder on(Method method, String path, Answerer answerer) {
      return add(new Route(method, new PathPattern(path), answerer, false, 0));
    }

    /** Adds a route that also answers callers without the token; it must tell them nothing. */
    public Builder open(Method method, String path, Answerer answerer) {
      return add(new Route(method, new PathPattern(path), answerer, true, 0));
    }

    /**
     * Adds a route that reads its body as it comes, by {@link Call#stream} or {@link Call#upload}.
     *
     * @param most the largest body, in bytes; it may be larger than the server's limit
     */
    public Builder streaming(Method method, String path, long most, Answerer answerer) {
      return add(new Route(method, new PathPattern(path), answerer, false, most));
    }

    /** Adds the routes of another table. */
    public Builder all(Routes other) {
      other.routes.forEach(this::add);
      return this;
    }

    /** The table. */
    public Routes build() {
      return new Routes(routes);
    }

    private Builder add(Route route) {
      boolean taken =
          routes.stream()
              .anyMatch(
                  other ->
                      other.method() == route.method()
                          && other.path().toString().equals(route.path().toString()));
      if (taken) {
        throw new IllegalArgumentException("two routes for " + route.method() + " " + route.path());
      }
      routes.add(route);
      return this;
    }
  }
}
