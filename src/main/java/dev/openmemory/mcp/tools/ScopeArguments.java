package dev.openmemory.mcp.tools;

import dev.openmemory.engine.Caller;
import dev.openmemory.mcp.catalogue.CallContext;
import dev.openmemory.model.Axis;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Scope;
import java.util.Map;
import java.util.Optional;

/** Whose memories a call is about: what its arguments say, within what its address allows. */
final class ScopeArguments {

  private ScopeArguments() {}

  /** The scope that arguments name. */
  static Scope of(Arguments arguments, CallContext context) {
    Scope scope = Scope.ANY;
    for (Axis axis : Axis.values()) {
      Optional<String> value = arguments.text(axis.key());
      if (value.isPresent()) {
        scope = scope.with(axis, value.get());
      }
    }
    return within(scope, context);
  }

  /** The scope that the arguments of a prompt or a completion name. */
  static Scope of(Map<String, String> arguments, CallContext context) {
    Scope scope = Scope.ANY;
    for (Axis axis : Axis.values()) {
      String value = arguments.get(axis.key());
      if (value != null && !value.isBlank()) {
        scope = scope.with(axis, value);
      }
    }
    return within(scope, context);
  }

  /** All that a call may see. */
  static Scope visible(CallContext context) {
    return within(Scope.ANY, context);
  }

  /** The software that calls. */
  static Caller caller(CallContext context) {
    return new Caller(context.clientName().orElse(null));
  }

  private static Scope within(Scope scope, CallContext context) {
    Optional<String> fixed = context.fixedUser();
    if (fixed.isEmpty()) {
      return scope;
    }
    Scope own = scope.with(Axis.USER, fixed.get());
    if (scope.userId() != null && !scope.userId().equals(own.userId())) {
      throw new InvalidInputException(
          "this connection belongs to another user than '" + scope.userId() + "'",
          "Leave user_id out.");
    }
    return own;
  }
}
