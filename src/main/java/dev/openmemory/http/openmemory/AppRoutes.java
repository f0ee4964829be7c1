package dev.openmemory.http.openmemory;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.ListRequest;
import dev.openmemory.engine.Overview;
import dev.openmemory.engine.Selection;
import dev.openmemory.http.Answer;
import dev.openmemory.http.Call;
import dev.openmemory.http.Method;
import dev.openmemory.http.Routes;
import dev.openmemory.model.AppUse;
import dev.openmemory.model.Axis;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Page;
import dev.openmemory.model.Scope;
import dev.openmemory.model.Sort;
import dev.openmemory.model.State;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The applications, what each wrote and read, and whether it may. */
final class AppRoutes {

  private static final Selection KEPT =
      Selection.in(Set.of(State.ACTIVE, State.PAUSED, State.ARCHIVED)).withExpired();

  private final Engine engine;
  private final Asking asking;

  AppRoutes(Engine engine, Asking asking) {
    this.engine = engine;
    this.asking = asking;
  }

  void on(Routes.Builder table) {
    table.on(Method.GET, "/api/v1/apps/", Asking.guarded(this::list));
    table.on(Method.GET, "/api/v1/apps/{id}", Asking.guarded(this::one));
    table.on(Method.PUT, "/api/v1/apps/{id}", Asking.guarded(this::change));
    table.on(Method.GET, "/api/v1/apps/{id}/memories", Asking.guarded(this::memories));
    table.on(Method.GET, "/api/v1/apps/{id}/accessed", Asking.guarded(this::accessed));
    table.on(Method.GET, "/api/v1/stats/", Asking.guarded(this::stats));
  }

  private Answer list(Call call) {
    String part = call.query("name").orElse("").toLowerCase(Locale.ROOT);
    String active = call.query("is_active").orElse("");
    List<App> apps =
        apps(Scope.ANY, asking.apps()).stream()
            .filter(app -> app.name().toLowerCase(Locale.ROOT).contains(part))
            .filter(app -> active.isEmpty() || app.active() == Boolean.parseBoolean(active))
            .sorted(order(call))
            .toList();
    int page = Asking.page(call);
    int size = Asking.size(call, "page_size", 10);
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("total", apps.size()).put("page", page).put("page_size", size);
    ArrayNode list = node.putArray("apps");
    apps.stream().skip((page - 1L) * size).limit(size).forEach(app -> list.add(app.shape()));
    return Answer.json(node);
  }

  private static Comparator<App> order(Call call) {
    Comparator<App> order =
        switch (call.query("sort_by").orElse("name")) {
          case "name" -> Comparator.comparing(App::name);
          case "memories" -> Comparator.comparingLong(App::created);
          case "memories_accessed" -> Comparator.comparingLong(App::reads);
          default ->
              throw new InvalidInputException(
                  "apps cannot be sorted by that", "Use name, memories or memories_accessed.");
        };
    return call.query("sort_direction").orElse("asc").equalsIgnoreCase("desc")
        ? order.reversed()
        : order;
  }

  private Answer one(Call call) {
    String name = asking.app(call.path("id"));
    App app = apps(Scope.ANY, Set.of(name)).get(0);
    List<Overview.Read> reads = engine.overview().readBy(name, Engine.MAX_PAGE);
    ObjectNode node = app.shape();
    node.put("first_accessed", reads.isEmpty() ? null : at(reads.get(reads.size() - 1)));
    node.put("last_accessed", reads.isEmpty() ? null : at(reads.get(0)));
    return Answer.json(node);
  }

  private Answer change(Call call) {
    String name = asking.app(call.path("id"));
    String active = call.query("is_active").orElse("");
    if (active.equalsIgnoreCase("true")) {
      engine.apps().resume(name);
    } else if (active.equalsIgnoreCase("false")) {
      engine.apps().pause(name);
    } else {
      throw new InvalidInputException("is_active is neither true nor false", "Give one of them.");
    }
    return Answer.json(
        JsonNodeFactory.instance
            .objectNode()
            .put("status", "success")
            .put("message", "Updated app status"));
  }

  private Answer memories(Call call) {
    String name = asking.app(call.path("id"));
    int page = Asking.page(call);
    int size = Asking.size(call, "page_size", 10);
    Page<Memory> found =
        engine
            .records()
            .list(
                new ListRequest(
                    app(Scope.ANY, name),
                    KEPT,
                    new Sort(Sort.By.CREATED, true),
                    null,
                    size,
                    asking.caller()),
                (page - 1L) * size);
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("total", found.total()).put("page", page).put("page_size", size);
    ArrayNode list = node.putArray("memories");
    found.items().forEach(memory -> list.add(MemoryShape.listed(memory)));
    return Answer.json(node);
  }

  /** What an application read, most often first, as far back as the access log goes. */
  private Answer accessed(Call call) {
    String name = asking.app(call.path("id"));
    int page = Asking.page(call);
    int size = Asking.size(call, "page_size", 10);
    Map<MemoryId, Memory> memories = new LinkedHashMap<>();
    Map<MemoryId, Integer> counts = new LinkedHashMap<>();
    for (Overview.Read read : engine.overview().readBy(name, Engine.MAX_PAGE)) {
      memories.put(read.memory().id(), read.memory());
      counts.merge(read.memory().id(), 1, Integer::sum);
    }
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("total", counts.size()).put("page", page).put("page_size", size);
    ArrayNode list = node.putArray("memories");
    counts.entrySet().stream()
        .sorted(Map.Entry.<MemoryId, Integer>comparingByValue().reversed())
        .skip((page - 1L) * size)
        .limit(size)
        .forEach(
            one -> {
              Memory memory = memories.get(one.getKey());
              if (memory != null) {
                ObjectNode entry = list.addObject();
                entry.set("memory", MemoryShape.listed(memory));
                entry.put("access_count", one.getValue());
              }
            });
    return Answer.json(node);
  }

  private Answer stats(Call call) {
    asking.caller();
    Scope user = Asking.user(call);
    Set<String> names =
        new TreeSet<>(engine.scopeValues(Axis.APP, user, "", Engine.MAX_PAGE, asking.caller()));
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("total_memories", engine.count(user, KEPT, asking.caller()));
    node.put("total_apps", names.size());
    ArrayNode list = node.putArray("apps");
    apps(user, names).forEach(app -> list.add(app.shape()));
    return Answer.json(node);
  }

  private List<App> apps(Scope within, Set<String> names) {
    Map<String, AppUse> uses = new LinkedHashMap<>();
    engine.overview().apps().forEach(use -> uses.put(use.name(), use));
    Set<String> paused = engine.apps().paused().keySet();
    return names.stream()
        .map(
            name -> {
              AppUse use = uses.get(name);
              return new App(
                  name,
                  !paused.contains(name),
                  engine.count(app(within, name), KEPT, asking.caller()),
                  use == null ? 0 : use.reads());
            })
        .toList();
  }

  private static Scope app(Scope within, String name) {
    return within.with(Axis.APP, name);
  }

  private static @Nullable String at(Overview.Read read) {
    Instant at = read.event().at();
    return at.toString();
  }

  /** One application in numbers. */
  private record App(String name, boolean active, long created, long reads) {

    ObjectNode shape() {
      return JsonNodeFactory.instance
          .objectNode()
          .put("id", Names.app(name))
          .put("name", name)
          .put("is_active", active)
          .put("total_memories_created", created)
          .put("total_memories_accessed", reads);
    }
  }
}
