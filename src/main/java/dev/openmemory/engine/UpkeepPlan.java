package dev.openmemory.engine;

import dev.openmemory.model.Memory;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What upkeep would put away, item by item.
 *
 * @param items the memories that would be archived
 * @param accesses how many old entries of the access log would be put away
 * @param accessesBefore entries older than this
 */
public record UpkeepPlan(List<Item> items, long accesses, Instant accessesBefore) {

  public UpkeepPlan {
    items = List.copyOf(items);
  }

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return items.isEmpty() && accesses == 0;
  }

  /** Why a memory would be archived. */
  public enum Reason {
    /** It is not found any more, since it has expired. */
    EXPIRED,
    /** It says what another memory says. */
    REPEATED,
    /** Something took its place long ago. */
    SUPERSEDED;

    /** The name on the wire, such as {@code expired}. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One memory that would be archived.
   *
   * @param reason why
   * @param memory the memory as it is
   * @param kept the memory that it repeats; null for the other reasons
   */
  public record Item(Reason reason, Memory memory, @Nullable Memory kept) {}
}
