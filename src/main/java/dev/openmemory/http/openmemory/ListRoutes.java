package dev.openmemory.http.openmemory;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.ListRequest;
import dev.openmemory.engine.Selection;
import dev.openmemory.http.Answer;
import dev.openmemory.http.Call;
import dev.openmemory.http.Method;
import dev.openmemory.http.Routes;
import dev.openmemory.http.rest.Body;
import dev.openmemory.model.FilterReader;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Memory;
import dev.openmemory.model.Page;
import dev.openmemory.model.Scope;
import dev.openmemory.model.Sort;
import dev.openmemory.model.State;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists of memories: all, filtered, related to one; and the categories they have. */
final class ListRoutes {

  /** What is listed where archived memories are not asked for. */
  private static final Set<State> SHOWN = Set.of(State.ACTIVE, State.PAUSED);

  private static final Set<State> WITH_ARCHIVED =
      Set.of(State.ACTIVE, State.PAUSED, State.ARCHIVED);

  private static final int RELATED = 5;

  private final Engine engine;
  private final Asking asking;

  ListRoutes(Engine engine, Asking asking) {
    this.engine = engine;
    this.asking = asking;
  }

  void on(Routes.Builder table) {
    table.on(Method.GET, "/api/v1/memories/", Asking.guarded(this::list));
    table.on(Method.POST, "/api/v1/memories/filter", Asking.guarded(this::filter));
    table.on(Method.GET, "/api/v1/memories/categories", Asking.guarded(this::categories));
    table.on(Method.GET, "/api/v1/memories/{id}/related", Asking.guarded(this::related));
  }

  private Answer list(Call call) {
    Scope user = Asking.user(call);
    Map<String, Object> where = new LinkedHashMap<>();
    call.query("app_id")
        .filter(ListRoutes::given)
        .ifPresent(id -> where.put("app_id", asking.app(id)));
    call.query("categories")
        .filter(ListRoutes::given)
        .ifPresent(
            csv -> where.put("categories", asking.categories(List.of(csv.split(",")), user)));
    call.query("search_query").filter(ListRoutes::given).ifPresent(text -> contains(where, text));
    time(where, seconds(call.query("from_date")), seconds(call.query("to_date")));
    return page(
        user,
        selection(where, SHOWN),
        sort(call.query("sort_column"), call.query("sort_direction")),
        Asking.page(call),
        Asking.size(call, "size", 50));
  }

  private Answer filter(Call call) {
    Body body = Body.of(call);
    Scope user = Asking.user(body);
    Map<String, Object> where = new LinkedHashMap<>();
    body.texts("app_ids")
        .filter(ids -> !ids.isEmpty())
        .ifPresent(ids -> where.put("app_id", ids.stream().map(asking::app).toList()));
    body.texts("category_ids")
        .filter(ids -> !ids.isEmpty())
        .ifPresent(ids -> where.put("categories", asking.categories(ids, user)));
    body.text("search_query").filter(ListRoutes::given).ifPresent(text -> contains(where, text));
    time(where, body.number("from_date").orElse(null), body.number("to_date").orElse(null));
    return page(
        user,
        selection(where, body.flag("show_archived").orElse(false) ? WITH_ARCHIVED : SHOWN),
        sort(body.text("sort_column"), body.text("sort_direction")),
        body.whole("page", 1, 1, 1_000_000),
        body.whole("size", 10, 1, 100));
  }

  private Answer page(Scope scope, Selection selection, Sort sort, int page, int size) {
    Page<Memory> found =
        engine.list(
            new ListRequest(scope, selection, sort, null, size, asking.caller()),
            (page - 1L) * size);
    return Answer.json(Asking.page(found.items(), found.total(), page, size, MemoryShape::listed));
  }

  private Answer categories(Call call) {
    asking.caller();
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    engine
        .records()
        .categories(Asking.user(call))
        .forEach(
            (name, count) ->
                list.addObject()
                    .put("id", Names.category(name))
                    .put("name", name)
                    .put("memories", count));
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set("categories", list);
    return Answer.json(node.put("total", list.size()));
  }

  /** What shares most categories with a memory, five a page. */
  private Answer related(Call call) {
    Scope user = Asking.user(call);
    Memory memory = asking.memory(call.path("id"), user);
    Set<String> categories = new HashSet<>(MemoryShape.categories(memory));
    int page = Asking.page(call);
    List<Memory> alike = List.of();
    if (!categories.isEmpty()) {
      Selection selection =
          selection(
              Map.of(
                  "categories",
                  List.copyOf(categories),
                  "NOT",
                  Map.of("id", memory.id().toString())),
              SHOWN);
      ListRequest request =
          new ListRequest(
              user,
              selection,
              new Sort(Sort.By.CREATED, true),
              null,
              Engine.MAX_PAGE,
              asking.caller());
      alike =
          engine.records().list(request, 0).items().stream()
              .sorted(Comparator.comparingLong((Memory m) -> shared(m, categories)).reversed())
              .toList();
    }
    return Answer.json(
        Asking.page(
            alike.stream().skip((page - 1L) * RELATED).limit(RELATED).toList(),
            alike.size(),
            page,
            RELATED,
            MemoryShape::listed));
  }

  private static long shared(Memory memory, Set<String> categories) {
    return MemoryShape.categories(memory).stream().distinct().filter(categories::contains).count();
  }

  static Selection selection(Map<String, ?> where, Set<State> states) {
    return new Selection(FilterReader.read(where), states, null, false);
  }

  private static boolean given(String text) {
    return !text.isBlank();
  }

  private static void contains(Map<String, Object> where, String text) {
    where.put("text", Map.of("icontains", text));
  }

  private static void time(Map<String, Object> where, @Nullable Double from, @Nullable Double to) {
    Map<String, Object> range = new LinkedHashMap<>();
    if (from != null) {
      range.put("gte", from);
    }
    if (to != null) {
      range.put("lte", to);
    }
    if (!range.isEmpty()) {
      where.put("created_at", range);
    }
  }

  private static @Nullable Double seconds(Optional<String> text) {
    String given = text.orElse("");
    if (given.isBlank()) {
      return null;
    }
    if (!given.matches("\\d{1,11}(\\.\\d{1,6})?")) {
      throw new InvalidInputException(
          "a date is not a number of seconds", "Give seconds since 1970.");
    }
    return Double.valueOf(given);
  }

  private static Sort sort(Optional<String> column, Optional<String> direction) {
    boolean descending = !direction.orElse("desc").equalsIgnoreCase("asc");
    return switch (column.orElse("created_at")) {
      case "created_at" -> new Sort(Sort.By.CREATED, descending);
      case "memory", "content" -> new Sort(Sort.By.TEXT, descending);
      default ->
          throw new InvalidInputException(
              "memories cannot be sorted by " + column.get(), "Use memory or created_at.");
    };
  }
}
