package dev.openmemory.http.mem0;

import dev.openmemory.http.Call;
import dev.openmemory.http.rest.Body;
import dev.openmemory.http.rest.RefusedException;
import dev.openmemory.model.Axis;
import dev.openmemory.model.Scope;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Whose memories a call is about: ids in a body, in its filters, or in the address. */
final class Owners {

  private Owners() {}

  /** The ids beside or, where there are none, in the filters. */
  static Scope of(Body body) {
    Scope scope = named(body);
    return scope.isAny() ? body.object("filters").map(Owners::named).orElse(Scope.ANY) : scope;
  }

  /** The ids beside the filters alone. */
  static Scope beside(Body body) {
    return named(body);
  }

  /** The ids that an address gives, {@code *} among them. */
  static Map<Axis, String> of(Call call) {
    Map<Axis, String> given = new EnumMap<>(Axis.class);
    for (Axis axis : Axis.values()) {
      call.query(axis.key())
          .or(() -> call.query(camel(axis)))
          .filter(value -> !value.isBlank())
          .ifPresent(value -> given.put(axis, value));
    }
    return given;
  }

  /** The axis that an entity type stands for, such as {@code user}. */
  static Axis axis(String type) {
    return Axis.ofKey(type.toLowerCase(Locale.ROOT) + "_id")
        .orElseThrow(
            () ->
                RefusedException.detail(
                    400, "'" + type + "' is not an entity type: use user, agent, app or run."));
  }

  private static Scope named(Body body) {
    Scope scope = Scope.ANY;
    for (Axis axis : Axis.values()) {
      Optional<String> value = body.id(axis.key()).or(() -> body.id(camel(axis)));
      if (value.isPresent()) {
        scope = scope.with(axis, value.get());
      }
    }
    return scope;
  }

  /** Such as {@code userId}. */
  static String camel(Axis axis) {
    return axis.key().replace("_id", "Id");
  }
}
