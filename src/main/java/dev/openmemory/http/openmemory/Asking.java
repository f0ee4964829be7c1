package dev.openmemory.http.openmemory;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.engine.Caller;
import dev.openmemory.engine.Engine;
import dev.openmemory.http.Call;
import dev.openmemory.http.Routes;
import dev.openmemory.http.rest.Body;
import dev.openmemory.http.rest.Guard;
import dev.openmemory.http.rest.RefusedException;
import dev.openmemory.model.Axis;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.NotFoundException;
import dev.openmemory.model.Scope;
import dev.openmemory.model.State;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** What the routes ask of a call: who calls, whose memories, which page, which memory. */
final class Asking {

  /** What a call cannot mean, as OpenMemory answered it. */
  static final int INVALID = 422;

  private static final int MAX_SIZE = 100;

  private final Engine engine;

  Asking(Engine engine) {
    this.engine = engine;
  }

  /** A route whose failures are in OpenMemory's format. */
  static Routes.Answerer guarded(Routes.Answerer route) {
    return Guard.around(route, INVALID);
  }

  /** The caller of a read or a change: whoever looks after the memory by these routes. */
  Caller caller() {
    return caller(MemoryShape.APP);
  }

  /** An application that calls, unless it is paused. */
  Caller caller(String app) {
    if (engine.apps().paused().containsKey(app)) {
      throw RefusedException.detail(
          403,
          "App " + app + " is currently paused on OpenMemory. Cannot read or create memories.");
    }
    return new Caller(app);
  }

  /** The user that an address names. There is no reading without one. */
  static Scope user(Call call) {
    return Scope.user(
        call.query("user_id").filter(text -> !text.isBlank()).orElseThrow(Asking::nobody));
  }

  /** The user that a body names. */
  static Scope user(Body body) {
    return Scope.user(
        body.text("user_id").filter(text -> !text.isBlank()).orElseThrow(Asking::nobody));
  }

  private static InvalidInputException nobody() {
    return new InvalidInputException("user_id is missing", "Say whose memories are meant.");
  }

  /** The memory that a text names, in the scope and not deleted. */
  Memory memory(String text, Scope within) {
    try {
      Memory memory = engine.records().find(MemoryId.parse(text), within);
      if (memory.state() != State.DELETED) {
        return memory;
      }
    } catch (NotFoundException e) {
      throw RefusedException.detail(404, "Memory not found");
    }
    throw RefusedException.detail(404, "Memory not found");
  }

  /** Every application that has memories, has called, or is paused; told without asking for one. */
  Set<String> apps() {
    Set<String> names = new TreeSet<>();
    names.addAll(engine.scopeValues(Axis.APP, Scope.ANY, "", Engine.MAX_PAGE, Caller.UNKNOWN));
    engine.overview().apps().forEach(app -> names.add(app.name()));
    names.addAll(engine.apps().paused().keySet());
    return names;
  }

  /** The application that an id or a name means. */
  String app(String given) {
    return Names.app(given, apps())
        .orElseThrow(() -> RefusedException.detail(404, "App not found"));
  }

  /** The categories that ids or names mean; one that nobody has stays a name nobody has. */
  List<String> categories(Collection<String> given, Scope scope) {
    Set<String> known = engine.records().categories(scope).keySet();
    return given.stream().map(one -> Names.category(one, known).orElse(one)).toList();
  }

  static int whole(Call call, String name, int absent, int most) {
    String text = call.query(name).orElse("");
    if (text.isEmpty()) {
      return absent;
    }
    if (!text.matches("[1-9]\\d{0,8}") || Integer.parseInt(text) > most) {
      throw new InvalidInputException(
          name + " is not a whole number from 1 to " + most, "Give one, or leave it out.");
    }
    return Integer.parseInt(text);
  }

  static int page(Call call) {
    return whole(call, "page", 1, 1_000_000);
  }

  static int size(Call call, String name, int absent) {
    return whole(call, name, absent, MAX_SIZE);
  }

  /** A page as OpenMemory answers it. */
  static <T> ObjectNode page(
      List<T> items, long total, int page, int size, Function<T, ObjectNode> shape) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    var list = node.putArray("items");
    items.forEach(item -> list.add(shape.apply(item)));
    node.put("total", total).put("page", page).put("size", size);
    return node.put("pages", (total + size - 1) / size);
  }
}
