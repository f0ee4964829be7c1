package dev.openmemory.porting;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.engine.Adopted;
import dev.openmemory.model.Axis;
import dev.openmemory.model.HistoryEvent;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Scope;
import dev.openmemory.model.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The export of OpenMemory, the edition of Mem0: {@code memories.json} has its tables, and the
 * memories refer to rows of the others, some of which come after them. They wait until all are
 * read. For one thread.
 */
final class OpenMemoryZip {

  static final String SOURCE = "openmemory";

  private final ForeignMemories memories;
  private final Map<String, String> users = new HashMap<>();
  private final Map<String, String> apps = new HashMap<>();
  private final Map<String, String> categories = new HashMap<>();
  private final Map<String, List<JsonNode>> statuses = new HashMap<>();
  private final Map<String, JsonNode> waiting = new LinkedHashMap<>();

  OpenMemoryZip(ForeignMemories memories) {
    this.memories = memories;
  }

  /** Takes a row of a table other than that of the memories; false if the table is unknown. */
  boolean row(String table, JsonNode row) {
    switch (table) {
      case "user", "users" -> put(users, row, "user_id");
      case "apps" -> put(apps, row, "name");
      case "categories" -> put(categories, row, "name");
      case "status_history" ->
          statuses
              .computeIfAbsent(row.path("memory_id").asText(), id -> new ArrayList<>())
              .add(row);
      case "memory_categories", "access_controls", "export_meta" -> {
        return true; // each memory names its categories itself; the rest has no counterpart
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void put(Map<String, String> names, JsonNode row, String name) {
    if (row.hasNonNull("id") && row.path(name).isTextual()) {
      names.put(row.path("id").asText(), row.path(name).textValue());
    }
  }

  /** Takes a memory, which waits for the rest of the file. */
  void memory(String place, JsonNode item) {
    waiting.put(place, item);
  }

  /** Hands on every memory that waits, with its place in the file. */
  void finish(BiConsumer<String, JsonNode> each) {
    waiting.forEach(each);
    waiting.clear();
  }

  /** The memory that an item stands for. */
  Adopted adopted(JsonNode item) {
    String text = Members.text(item, "content");
    String id = item.path("id").asText(text);
    Map<String, @Nullable Object> metadata =
        ForeignMemories.object(
            item.path(item.path("metadata").isObject() ? "metadata" : "metadata_"));
    List<String> named = new ArrayList<>();
    item.path("category_ids")
        .forEach(key -> named.add(categories.getOrDefault(key.asText(), key.asText())));
    item.path("categories").forEach(name -> named.add(name.asText()));
    if (!named.isEmpty()) {
      metadata.putIfAbsent("categories", named);
    }
    Scope scope = memories.owner();
    String user = users.get(item.path("user_id").asText());
    if (user != null) {
      scope = memories.withUser(scope, user);
    }
    String app = item.path("app").asText(apps.getOrDefault(item.path("app_id").asText(), ""));
    if (!app.isBlank()) {
      scope = scope.with(Axis.APP, app);
    }
    ForeignMemories.Draft draft =
        new ForeignMemories.Draft(
            SOURCE,
            id,
            text,
            memories.withApp(scope, SOURCE),
            state(item.path("state").asText("active")),
            LooseTime.first(item, "created_at"),
            LooseTime.first(item, "updated_at", "deleted_at", "archived_at"),
            null,
            metadata,
            List.of(),
            List.of());
    MemoryId memory = memories.adopted(draft, List.of()).memory().id();
    return memories.adopted(draft, history(memory, item.path("id").asText()));
  }

  private List<HistoryEvent> history(MemoryId memory, String id) {
    List<HistoryEvent> events = new ArrayList<>();
    for (JsonNode row : statuses.getOrDefault(id, List.of())) {
      Instant at = LooseTime.first(row, "changed_at");
      if (at != null) {
        State now = state(row.path("new_state").asText());
        events.add(
            new HistoryEvent(
                memory,
                now == State.DELETED ? HistoryEvent.Kind.DELETE : HistoryEvent.Kind.STATE,
                null,
                null,
                state(row.path("old_state").asText()),
                now,
                null,
                SOURCE,
                at));
      }
    }
    events.sort((a, b) -> a.at().compareTo(b.at()));
    return events;
  }

  private static State state(String key) {
    return Members.constant(State.class, key.equals("") ? "active" : key, "state");
  }
}
