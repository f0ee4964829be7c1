package dev.openmemory.porting;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.engine.Adopted;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.Intake;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.MemoryId;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes the items of other programs' exports, each for what it looks like. For one thread. */
final class Items {

  private final Intake intake;
  private final Counting counting;
  private final Stored stored;
  private final ForeignMemories memories;
  private final KnowledgeGraph graph;
  private final OpenMemoryZip tables;
  private final Talks talks;
  private final Set<MemoryId> met = new HashSet<>();
  private @Nullable Format format;

  Items(Engine engine, Intake intake, ImportOptions options, Counting counting) {
    this.intake = intake;
    this.counting = counting;
    this.stored = new Stored(engine, options);
    this.memories = new ForeignMemories(options, stored::isOfOthers);
    this.graph = new KnowledgeGraph(memories);
    this.tables = new OpenMemoryZip(memories);
    this.talks = new Talks(engine, options, counting);
  }

  /** What the items were taken for; null as long as none was known. */
  @Nullable Format format() {
    return format;
  }

  Talks talks() {
    return talks;
  }

  /** Whether something is an item by itself, and not a list of them. */
  static boolean isItem(JsonNode node) {
    return KnowledgeGraph.isEntity(node)
        || KnowledgeGraph.isRelation(node)
        || Talk.isChatGpt(node)
        || Talk.isClaude(node)
        || isEdge(node)
        || node.path("memory").isTextual()
        || isRow(node);
  }

  /**
   * Takes an item.
   *
   * @param list the member whose value it is among; empty where there is none
   * @param place where it is, for a person
   */
  void take(String list, String place, JsonNode item) {
    try {
      if (!known(list, place, item)) {
        counting.refused(place, "it is nothing that can be imported");
      }
    } catch (InvalidInputException e) {
      counting.refused(place, e.problem());
    }
  }

  private boolean known(String list, String place, JsonNode item) {
    if (KnowledgeGraph.isEntity(item)) {
      met(Format.KNOWLEDGE_GRAPH);
      graph.entity(item).forEach(made -> adopt(place, made));
    } else if (KnowledgeGraph.isRelation(item)) {
      met(Format.KNOWLEDGE_GRAPH);
      adopt(place, graph.relation(item));
    } else if (Talk.isChatGpt(item)) {
      met(Format.CHATGPT);
      talks.take(place, Talk.chatGpt(item));
    } else if (Talk.isClaude(item)) {
      met(Format.CLAUDE);
      talks.take(place, Talk.claude(item));
    } else if (item.path("memory").isTextual()) {
      met(Format.MEM0);
      adopt(place, memories.mem0(item));
    } else if (isEdge(item)) {
      met(Format.MEM0);
      adopt(place, memories.edge(item));
    } else if (list.isEmpty() ? isRow(item) : list.equals("memories")) {
      met(Format.OPENMEMORY_ZIP);
      if (list.isEmpty()) {
        adopt(place, tables.adopted(item));
      } else {
        tables.memory(place, item);
      }
    } else {
      return tables.row(list, item);
    }
    return true;
  }

  /** Takes what waited for the end of a document. */
  void endOfDocument() {
    tables.finish(
        (place, item) -> {
          try {
            adopt(place, tables.adopted(item));
          } catch (InvalidInputException e) {
            counting.refused(place, e.problem());
          }
        });
  }

  /** A file may tell a memory twice, as the zip of OpenMemory does. */
  private void adopt(String place, Adopted made) {
    if (!met.add(made.memory().id())) {
      return;
    }
    stored.bringUpToDate(made.memory());
    intake.adopt(made, problem -> counting.refused(place, problem.problem()));
  }

  private void met(Format one) {
    format = format == null ? one : format;
  }

  private static boolean isEdge(JsonNode item) {
    return item.path("relationship").isTextual() && item.path("source").isTextual();
  }

  private static boolean isRow(JsonNode item) {
    return item.path("content").isTextual() && item.has("id") && item.has("created_at");
  }
}
