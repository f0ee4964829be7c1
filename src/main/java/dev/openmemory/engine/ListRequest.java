package dev.openmemory.engine;

import dev.openmemory.model.Cursor;
import dev.openmemory.model.Scope;
import dev.openmemory.model.Sort;
import org.jspecify.annotations.Nullable;

/**
 * A page of a listing.
 *
 * @param scope whose memories; every axis given must match
 * @param selection which of them
 * @param sort in what order
 * @param after where to go on; null for the start. Belongs to a scope, a selection and an order
 * @param limit how many at the most, 1…{@link Engine#MAX_PAGE}
 * @param caller the software that asks
 */
public record ListRequest(
    Scope scope, Selection selection, Sort sort, @Nullable Cursor after, int limit, Caller caller) {

  public ListRequest {
    Access.bounded(limit);
  }
}
