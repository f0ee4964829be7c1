package dev.openmemory.storage;

import dev.openmemory.model.Cursor;
import dev.openmemory.model.Feedback;
import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.MessageId;
import dev.openmemory.model.Owner;
import dev.openmemory.model.Page;
import dev.openmemory.model.Scope;
import dev.openmemory.model.Sort;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How memories hang together: by message, by successor, by owner; and what is thought of them. */
public interface KinReader {

  /** The memories made of those messages, in the order they were made, without covered passages. */
  List<MemoryId> madeOf(Collection<MessageId> messages);

  /** The memories that one took the place of, without covered passages. */
  List<MemoryId> replacedBy(MemoryId memory);

  /**
   * The values of all axes that have a memory that is not deleted: users first, then agents, runs
   * and applications, each by the number of its memories. A page of it has no cursor.
   *
   * @param skip how many come before the page
   * @param limit at least 1
   */
  Page<Owner> owners(long skip, int limit);

  /**
   * The texts under the key {@code categories} of the metadata of the scope's memories that are not
   * deleted, each with how many have it, most first.
   */
  Map<String, Long> categories(Scope scope);

  /**
   * Where a listing goes on behind so many memories; empty if it has fewer.
   *
   * @param skipped at least 1
   */
  Optional<Cursor> after(MemoryFilter filter, Sort sort, long skipped);

  /** What was thought of a memory, newest first. */
  List<Feedback> feedback(MemoryId memory);
}
