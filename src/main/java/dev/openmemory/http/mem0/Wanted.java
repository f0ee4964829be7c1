package dev.openmemory.http.mem0;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.engine.Selection;
import dev.openmemory.http.Call;
import dev.openmemory.http.rest.Body;
import dev.openmemory.http.rest.RefusedException;
import dev.openmemory.model.Axis;
import dev.openmemory.model.Filter;
import dev.openmemory.model.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which memories a search or a listing is about, and what of them is told.
 *
 * @param scope the owners that the generation before gives beside the filters
 * @param selection which of their memories
 * @param fields the members that are told; empty for all
 */
record Wanted(Scope scope, Selection selection, List<String> fields) {

  /** As the current generation asks: with filters, and no ids beside them. */
  static Wanted current(Body body) {
    for (Axis axis : Axis.values()) {
      if (body.names(axis.key()) || body.names(Owners.camel(axis))) {
        throw RefusedException.detail(
            400,
            "Top-level entity parameters are not supported: give filters: {\""
                + axis.key()
                + "\": …}.");
      }
    }
    if (filters(body).isEmpty()) {
      throw RefusedException.detail(
          400, "Filters are required and cannot be empty, such as {\"user_id\": \"alice\"}.");
    }
    return new Wanted(Scope.ANY, selection(body), fields(body));
  }

  /** As the generation before asks: with ids, filters or both. */
  static Wanted previous(Body body) {
    Scope scope = Owners.beside(body);
    if (scope.isAny() && filters(body).isEmpty()) {
      throw required();
    }
    return new Wanted(scope, selection(body), fields(body));
  }

  /** As an address of the first generation asks. */
  static Wanted addressed(Call call) {
    Map<Axis, String> owners = Owners.of(call);
    if (owners.isEmpty()) {
      throw required();
    }
    Map<String, Object> filters = new LinkedHashMap<>();
    owners.forEach((axis, value) -> filters.put(axis.key(), value));
    call.query("categories")
        .filter(text -> !text.isBlank())
        .ifPresent(text -> filters.put(MemoryShape.CATEGORIES, List.of(text.split(","))));
    Map<String, Object> time = new LinkedHashMap<>();
    call.query("start_date").ifPresent(text -> time.put("gte", text));
    call.query("end_date").ifPresent(text -> time.put("lte", text));
    if (!time.isEmpty()) {
      filters.put("created_at", time);
    }
    call.query("keywords").ifPresent(text -> filters.put("keywords", Map.of("icontains", text)));
    return new Wanted(Scope.ANY, Selection.where(Filters.read(filters)), List.of());
  }

  /** A memory with the members that are wanted; its id is never left out. */
  ObjectNode told(ObjectNode memory) {
    if (fields.isEmpty()) {
      return memory;
    }
    List<String> kept = new ArrayList<>(fields);
    kept.add("id");
    return memory.retain(kept);
  }

  private static RefusedException required() {
    return RefusedException.error(
        400, "One of the filters: app_id, user_id, agent_id, run_id is required!");
  }

  static Map<String, @Nullable Object> filters(Body body) {
    return body.object("filters").map(Body::decoded).orElse(Map.of());
  }

  private static List<String> fields(Body body) {
    return body.texts("fields").orElse(List.of());
  }

  private static Selection selection(Body body) {
    Map<String, Object> more = new LinkedHashMap<>();
    body.texts("categories")
        .filter(names -> !names.isEmpty())
        .ifPresent(names -> more.put(MemoryShape.CATEGORIES, names));
    body.object("metadata").ifPresent(metadata -> more.put("metadata", metadata.decoded()));
    Map<String, Object> time = new LinkedHashMap<>();
    body.text("start_date").ifPresent(text -> time.put("gte", text));
    body.text("end_date").ifPresent(text -> time.put("lte", text));
    if (!time.isEmpty()) {
      more.put("created_at", time);
    }
    body.text("keywords").ifPresent(text -> more.put("keywords", Map.of("icontains", text)));
    Filter where = Filters.read(filters(body)).and(Filters.read(more));
    Selection selection =
        new Selection(where, Set.of(), null, body.flag("latest_only").orElse(false));
    return body.flag("show_expired").orElse(false) ? selection.withExpired() : selection;
  }
}
