package dev.openmemory.pipeline;

import dev.openmemory.distill.Conversation;
import dev.openmemory.distill.Distiller;
import dev.openmemory.embedding.Embedder;
import dev.openmemory.model.Axis;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Message;
import dev.openmemory.model.Scope;
import dev.openmemory.model.State;
import dev.openmemory.retrieval.Query;
import dev.openmemory.retrieval.Ranked;
import dev.openmemory.retrieval.Retriever;
import dev.openmemory.retrieval.Weights;
import dev.openmemory.storage.MemoryStore;
import dev.openmemory.storage.StoreReader;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Stage 2: finds what is known already, for a distiller that reads it: the last messages of the run
 * and the memories related to the new messages, by the same retrieval that answers questions.
 */
public final class Context {

  private static final int MESSAGES = 10;
  private static final int MEMORIES = 10;

  /** What a message changes is related to it; wishes bear on requests alone. */
  private static final Weights WEIGHTS = Weights.DEFAULT.withoutWishes();

  private final MemoryStore store;
  private final Embedder embedder;
  private final Retriever retriever;

  public Context(MemoryStore store, Embedder embedder, Retriever retriever) {
    this.store = store;
    this.embedder = embedder;
    this.retriever = retriever;
  }

  /**
   * What stage 2 hands on.
   *
   * @param ingested what stage 1 handed on
   * @param distiller what reads the conversation
   * @param conversation the new messages and what is known
   */
  public record InContext(
      Ingest.Ingested ingested, Distiller distiller, Conversation conversation) {}

  /** Runs the stage. */
  InContext apply(Ingest.Ingested ingested, Distiller distiller) {
    if (!distiller.readsContext()) {
      return new InContext(
          ingested,
          distiller,
          new Conversation(
              ingested.messages(), List.of(), List.of(), ingested.submission().facts()));
    }
    Scope scope = ingested.submission().scope();
    String last = ingested.messages().get(ingested.messages().size() - 1).text();
    float[] vector = embedder.query(Query.subject(last));
    // What a fact may replace is all that the user and the agent know, whichever session or
    // application it came from.
    Scope view = Scope.ANY.with(Axis.USER, scope.userId()).with(Axis.AGENT, scope.agentId());
    MemoryFilter filter = MemoryFilter.active(view, ingested.submission().now());
    Query query = new Query(last, vector, filter, MEMORIES, 0, filter.at(), WEIGHTS);
    return store.read(
        reader -> {
          List<Message> before = before(reader, ingested);
          List<MemoryId> near =
              retriever.rank(reader, query).hits().stream().map(Ranked::id).toList();
          List<Memory> related = facts(reader, near, view, filter.states());
          return new InContext(
              ingested,
              distiller,
              new Conversation(
                  ingested.messages(), before, related, ingested.submission().facts()));
        });
  }

  /** The last messages before these, which may be stored already. */
  private static List<Message> before(StoreReader reader, Ingest.Ingested ingested) {
    List<Message> last =
        reader
            .lastMessages(ingested.submission().scope(), MESSAGES + ingested.messages().size())
            .stream()
            .filter(message -> !ingested.messages().contains(message))
            .toList();
    return last.subList(Math.max(0, last.size() - MESSAGES), last.size());
  }

  /** The memories, and in place of a passage that facts were made of those facts: they can go. */
  private static List<Memory> facts(
      StoreReader reader, List<MemoryId> near, Scope view, Set<State> states) {
    Set<MemoryId> ids = new LinkedHashSet<>();
    for (MemoryId id : near) {
      List<MemoryId> facts = reader.factsOf(id);
      ids.addAll(facts.isEmpty() ? List.of(id) : facts);
    }
    Map<MemoryId, Memory> found = reader.memories(ids);
    return ids.stream()
        .map(found::get)
        .filter(Objects::nonNull)
        .filter(memory -> states.contains(memory.state()) && memory.validity().to() == null)
        .filter(memory -> Objects.equals(memory.scope().agentId(), view.agentId()))
        .limit(MEMORIES)
        .toList();
  }
}
