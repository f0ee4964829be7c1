package dev.openmemory.http.openmemory;

import com.fasterxml.jackson.core.JsonGenerator;
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
import dev.openmemory.json.Json;
import dev.openmemory.model.Axis;
import dev.openmemory.model.Cursor;
import dev.openmemory.model.HistoryEvent;
import dev.openmemory.model.Memory;
import dev.openmemory.model.Page;
import dev.openmemory.model.Scope;
import dev.openmemory.model.Sort;
import dev.openmemory.model.State;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** One user's memories as OpenMemory's zip, written as it is read. */
final class BackupRoutes {

  private static final Set<State> KEPT = Set.of(State.ACTIVE, State.PAUSED, State.ARCHIVED);

  private final Engine engine;
  private final Asking asking;

  BackupRoutes(Engine engine, Asking asking) {
    this.engine = engine;
    this.asking = asking;
  }

  void on(Routes.Builder table) {
    table.on(Method.POST, "/api/v1/backup/export", Asking.guarded(this::export));
  }

  private Answer export(Call call) {
    asking.caller();
    Body body = Body.of(call);
    Scope user = Asking.user(body);
    Scope scope = body.text("app_id").map(id -> user.with(Axis.APP, asking.app(id))).orElse(user);
    Map<String, Object> time = new LinkedHashMap<>();
    body.number("from_date").ifPresent(seconds -> time.put("gte", seconds));
    body.number("to_date").ifPresent(seconds -> time.put("lte", seconds));
    Selection selection =
        ListRoutes.selection(time.isEmpty() ? Map.of() : Map.of("created_at", time), KEPT)
            .withExpired();
    return Answer.stream("application/zip", out -> write(scope, selection, out))
        .with("Content-Disposition", "attachment; filename=\"memories_export.zip\"");
  }

  private void write(Scope scope, Selection selection, OutputStream out) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(unclosed(out), StandardCharsets.UTF_8)) {
      zip.putNextEntry(new ZipEntry("memories.json"));
      document(scope, selection, zip);
      zip.closeEntry();
      zip.putNextEntry(new ZipEntry("memories.jsonl.gz"));
      try (GZIPOutputStream lines = new GZIPOutputStream(unclosed(zip))) {
        each(
            scope,
            selection,
            memory -> {
              lines.write(Json.write(line(memory)).getBytes(StandardCharsets.UTF_8));
              lines.write('\n');
            });
      }
      zip.closeEntry();
    }
  }

  private void document(Scope scope, Selection selection, OutputStream out) throws IOException {
    String user = String.valueOf(scope.userId());
    Set<String> apps = new TreeSet<>();
    Set<String> categories = new TreeSet<>();
    try (JsonGenerator json = Json.mapper().createGenerator(unclosed(out))) {
      json.writeStartObject();
      json.writeObjectField("user", Map.of("id", user, "user_id", user, "name", user));
      json.writeArrayFieldStart("memories");
      each(
          scope,
          selection,
          memory -> {
            apps.add(MemoryShape.app(memory));
            categories.addAll(MemoryShape.categories(memory));
            json.writeObject(row(memory, user));
          });
      json.writeEndArray();
      json.writeArrayFieldStart("memory_categories");
      each(
          scope,
          selection,
          memory -> {
            for (String category : MemoryShape.categories(memory)) {
              json.writeObject(
                  Map.of(
                      "memory_id",
                      memory.id().toString(),
                      "category_id",
                      Names.category(category)));
            }
          });
      json.writeEndArray();
      json.writeArrayFieldStart("status_history");
      each(scope, selection, memory -> states(json, memory, user));
      json.writeEndArray();
      Set<String> paused = engine.apps().paused().keySet();
      json.writeArrayFieldStart("apps");
      for (String app : apps) {
        json.writeObject(
            Map.of(
                "id",
                Names.app(app),
                "owner_id",
                user,
                "name",
                app,
                "is_active",
                !paused.contains(app)));
      }
      json.writeEndArray();
      json.writeArrayFieldStart("categories");
      for (String category : categories) {
        json.writeObject(Map.of("id", Names.category(category), "name", category));
      }
      json.writeEndArray();
      json.writeArrayFieldStart("access_controls");
      json.writeEndArray();
      json.writeObjectField(
          "export_meta", Map.of("version", "1", "generated_at", Instant.now().toString()));
      json.writeEndObject();
    }
  }

  private void states(JsonGenerator json, Memory memory, String user) throws IOException {
    for (HistoryEvent event : engine.history(memory.id(), Scope.ANY, asking.caller())) {
      State before = event.oldState();
      if (before != null && before != event.newState()) {
        json.writeObject(
            Map.of(
                "memory_id", memory.id().toString(),
                "changed_by", user,
                "old_state", before.key(),
                "new_state", event.newState().key(),
                "changed_at", event.at().toString()));
      }
    }
  }

  private static ObjectNode row(Memory memory, String user) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("id", memory.id().toString());
    node.put("user_id", user);
    node.put("app_id", Names.app(MemoryShape.app(memory)));
    body(node, memory);
    node.put(
        "archived_at", memory.state() == State.ARCHIVED ? memory.updatedAt().toString() : null);
    node.putNull("deleted_at");
    var ids = node.putArray("category_ids");
    MemoryShape.categories(memory).forEach(category -> ids.add(Names.category(category)));
    return node;
  }

  private static ObjectNode line(Memory memory) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("id", memory.id().toString());
    body(node, memory);
    node.put("app", MemoryShape.app(memory));
    var names = node.putArray("categories");
    MemoryShape.categories(memory).forEach(names::add);
    return node;
  }

  private static void body(ObjectNode node, Memory memory) {
    node.put("content", memory.text());
    node.set("metadata", Json.mapper().valueToTree(MemoryShape.metadata(memory)));
    node.put("state", memory.state().key());
    node.put("created_at", memory.createdAt().toString());
    node.put("updated_at", memory.updatedAt().toString());
  }

  private void each(Scope scope, Selection selection, Each each) throws IOException {
    Cursor after = null;
    do {
      Page<Memory> page =
          engine
              .records()
              .list(
                  new ListRequest(
                      scope, selection, Sort.NEWEST, after, Engine.MAX_PAGE, asking.caller()),
                  0);
      for (Memory memory : page.items()) {
        each.take(memory);
      }
      after = page.nextCursor();
    } while (after != null);
  }

  /** A stream that stays open when what writes to it ends. */
  private static OutputStream unclosed(OutputStream out) {
    return new FilterOutputStream(out) {
      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
      }

      @Override
      public void close() throws IOException {
        flush();
      }
    };
  }

  /** Takes one memory. */
  private interface Each {
    void take(Memory memory) throws IOException;
  }
}
