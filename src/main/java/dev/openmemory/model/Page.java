package dev.openmemory.model;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a listing.
 *
 * @param items what is on this page, in the listing's order
 * @param nextCursor where the next page starts; null on the last
 * @param total how many items the whole listing has
 */
public record Page<T>(List<T> items, @Nullable Cursor nextCursor, long total) {

  public Page {
    items = List.copyOf(items);
  }

  /** Where the next page starts, if there is one. */
  public Optional<Cursor> next() {
    return Optional.ofNullable(nextCursor);
  }

  /** The same page of other items. */
  public <R> Page<R> map(Function<? super T, ? extends R> function) {
    return new Page<R>(items.stream().<R>map(function).toList(), nextCursor, total);
  }
}
