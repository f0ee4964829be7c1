package dev.openmemory.storage;

import dev.openmemory.model.AccessEvent;
import dev.openmemory.model.Canonical;
import dev.openmemory.model.DistillerKind;
import dev.openmemory.model.HistoryEvent;
import dev.openmemory.model.Job;
import dev.openmemory.model.State;
import java.util.Locale;
import java.util.Set;

/** What stands in the file for a constant. A state is a number, so that a set of them is a mask. */
final class Codes {

  private Codes() {}

  static int of(State state) {
    return switch (state) {
      case ACTIVE -> 0;
      case PAUSED -> 1;
      case ARCHIVED -> 2;
      case DELETED -> 3;
    };
  }

  static State state(int code) {
    return switch (code) {
      case 0 -> State.ACTIVE;
      case 1 -> State.PAUSED;
      case 2 -> State.ARCHIVED;
      case 3 -> State.DELETED;
      default -> throw new IllegalStateException("no state has the code " + code);
    };
  }

  /** One bit per state. */
  static int mask(Set<State> states) {
    int mask = 0;
    for (State state : states) {
      mask |= 1 << of(state);
    }
    return mask;
  }

  static int of(Job.Status status) {
    return switch (status) {
      case PENDING -> 0;
      case RUNNING -> 1;
      case SUCCEEDED -> 2;
      case FAILED -> 3;
    };
  }

  static Job.Status status(int code) {
    return switch (code) {
      case 0 -> Job.Status.PENDING;
      case 1 -> Job.Status.RUNNING;
      case 2 -> Job.Status.SUCCEEDED;
      case 3 -> Job.Status.FAILED;
      default -> throw new IllegalStateException("no status has the code " + code);
    };
  }

  static int of(Canonical.Cover cover) {
    return switch (cover) {
      case NONE -> 0;
      case COVERED -> 1;
      case REWORDED -> 2;
    };
  }

  static Canonical.Cover cover(int code) {
    return switch (code) {
      case 0 -> Canonical.Cover.NONE;
      case 1 -> Canonical.Cover.COVERED;
      case 2 -> Canonical.Cover.REWORDED;
      default -> throw new IllegalStateException("no cover has the code " + code);
    };
  }

  static DistillerKind distiller(String key) {
    return DistillerKind.valueOf(key.toUpperCase(Locale.ROOT));
  }

  static HistoryEvent.Kind change(String key) {
    return HistoryEvent.Kind.valueOf(key.toUpperCase(Locale.ROOT));
  }

  static AccessEvent.Kind access(String key) {
    return AccessEvent.Kind.valueOf(key.toUpperCase(Locale.ROOT));
  }
}
