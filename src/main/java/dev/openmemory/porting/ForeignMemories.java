package dev.openmemory.porting;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.engine.Adopted;
import dev.openmemory.json.Json;
import dev.openmemory.model.Actor;
import dev.openmemory.model.Axis;
import dev.openmemory.model.Claim;
import dev.openmemory.model.DistillerKind;
import dev.openmemory.model.EntityKind;
import dev.openmemory.model.HistoryEvent;
import dev.openmemory.model.Maker;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Mention;
import dev.openmemory.model.Message;
import dev.openmemory.model.MessageId;
import dev.openmemory.model.Metadata;
import dev.openmemory.model.Provenance;
import dev.openmemory.model.Scope;
import dev.openmemory.model.State;
import dev.openmemory.model.Text;
import dev.openmemory.model.Validity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes memories of ours of the memories of other programs. For one thread. */
final class ForeignMemories {

  private static final TypeReference<Map<String, @Nullable Object>> OBJECT =
      new TypeReference<>() {};

  private static final Pattern ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private final Scope owner;
  private final Instant now;
  private final boolean forOwner;
  private final Predicate<MemoryId> ofOthers;

  /**
   * For one file.
   *
   * @param options whose the memories are, and when what has no time was said
   * @param ofOthers tells the memories that are stored and another user's
   */
  ForeignMemories(ImportOptions options, Predicate<MemoryId> ofOthers) {
    this.owner = options.scope();
    this.now = options.now();
    this.forOwner = options.forUser();
    this.ofOthers = ofOthers;
  }

  /** The scope with the user that a file names, unless another is settled. */
  Scope withUser(Scope scope, String user) {
    return forOwner ? scope : scope.with(Axis.USER, user);
  }

  /** What is known of a memory before it is made. */
  record Draft(
      String source,
      String id,
      String text,
      Scope scope,
      State state,
      @Nullable Instant observed,
      @Nullable Instant updated,
      @Nullable Instant expires,
      Map<String, @Nullable Object> metadata,
      List<Mention> mentions,
      List<Claim> claims) {}

  /** An item of Mem0's {@code get_all}. */
  Adopted mem0(JsonNode item) {
    Map<String, @Nullable Object> metadata = object(item.path("metadata"));
    keep(metadata, "categories", item.path("categories"));
    Scope scope = owner;
    for (Axis axis : Axis.values()) {
      String value = Members.textOrNull(item, axis.key());
      if (value != null && !value.isBlank()) {
        scope = axis == Axis.USER ? withUser(scope, value) : scope.with(axis, value);
      }
    }
    String text = Members.text(item, "memory");
    return adopted(
        new Draft(
            "mem0",
            item.path("id").asText(text),
            text,
            withApp(scope, "mem0"),
            State.ACTIVE,
            LooseTime.first(item, "created_at"),
            LooseTime.first(item, "updated_at"),
            LooseTime.first(item, "expiration_date"),
            metadata,
            List.of(),
            List.of()),
        List.of());
  }

  /** An edge of Mem0's graph. */
  Adopted edge(JsonNode item) {
    String to = item.hasNonNull("target") ? "target" : "destination";
    return relation(
        "mem0",
        Members.text(item, "source"),
        Members.text(item, "relationship"),
        Members.text(item, to),
        Map.of());
  }

  /** A relation as a memory of its own. */
  Adopted relation(
      String source, String from, String label, String to, Map<String, EntityKind> kinds) {
    String subject = spoken(from);
    String object = spoken(to);
    Claim claim = new Claim(mention(subject, from, kinds), label, mention(object, to, kinds));
    String text = subject + " " + label.replace('_', ' ').strip() + " " + object;
    return adopted(
        new Draft(
            source,
            from + "\n" + label + "\n" + to,
            text,
            withApp(owner, source),
            State.ACTIVE,
            null,
            null,
            null,
            Map.of(),
            List.of(),
            List.of(claim)),
        List.of());
  }

  static Mention mention(String spoken, String name, Map<String, EntityKind> kinds) {
    return new Mention(spoken, kinds.getOrDefault(name, EntityKind.OTHER));
  }

  /** A name as it is said: programs join its words by underscores. */
  static String spoken(String name) {
    return name.contains(" ") ? name.strip() : name.replace('_', ' ').strip();
  }

  Scope withApp(Scope scope, String app) {
    return scope.appId() == null ? scope.with(Axis.APP, app) : scope;
  }

  Scope owner() {
    return owner;
  }

  /** The memory, with an identity that is the same whenever it is imported. */
  Adopted adopted(Draft draft, List<HistoryEvent> told) {
    UUID id =
        ID.matcher(draft.id()).matches() ? UUID.fromString(draft.id()) : named(draft, "memory");
    if (forOwner && ofOthers.test(new MemoryId(id))) {
      id = named(draft, "memory");
    }
    String text = Text.clean("the memory", draft.text());
    Instant observed = draft.observed() == null ? now : draft.observed();
    Instant updated = draft.updated() == null ? observed : draft.updated();
    Message message =
        new Message(
            new MessageId(named(draft, "message")),
            draft.scope(),
            Actor.USER,
            draft.source(),
            text,
            observed,
            now);
    Memory memory =
        new Memory(
            new MemoryId(id),
            text,
            draft.scope(),
            new Provenance(
                message.id(),
                0,
                Actor.USER,
                draft.source(),
                DistillerKind.CALLER,
                new Maker(draft.source(), null)),
            draft.state(),
            Validity.since(observed),
            observed,
            observed,
            updated,
            draft.expires(),
            1,
            new Metadata(draft.metadata()));
    List<HistoryEvent> history = new ArrayList<>();
    history.add(
        new HistoryEvent(
            memory.id(),
            HistoryEvent.Kind.ADD,
            null,
            text,
            null,
            told.isEmpty() || told.get(0).oldState() == null
                ? draft.state()
                : told.get(0).oldState(),
            message.id(),
            draft.source(),
            observed));
    told.forEach(event -> history.add(event));
    return new Adopted(message, memory, history, draft.mentions(), draft.claims());
  }

  private static UUID named(Draft draft, String what) {
    String name =
        String.join(
            "\n",
            "openmemory",
            what,
            draft.source(),
            String.valueOf(draft.scope().userId()),
            draft.id());
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  /** A member that is an object, as metadata; empty where it is none. */
  static Map<String, @Nullable Object> object(JsonNode node) {
    return node.isObject() ? Json.mapper().convertValue(node, OBJECT) : new LinkedHashMap<>();
  }

  static void keep(Map<String, @Nullable Object> metadata, String name, JsonNode value) {
    if (!value.isMissingNode() && !value.isNull() && !value.isEmpty()) {
      metadata.putIfAbsent(name, Json.mapper().convertValue(value, Object.class));
    }
  }
}
