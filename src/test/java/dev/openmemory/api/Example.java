package dev.openmemory.api;

import dev.openmemory.engine.Recalled;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Scope;
import java.nio.file.Path;
import java.util.List;

/** The example of the documentation, compiled and run. */
final class Example {

  private Example() {}

  static List<Recalled.Hit> run(Path file) {
    // begin
    Scope alice = Scope.user("alice");
    try (OpenMemory memory = OpenMemory.open(file)) {
      memory.add("I keep my bees behind the orchard.", alice);
      MemoryId tea =
          memory.add("My favourite tea is lapsang.", alice).outcomes().get(0).memory().id();

      List<Recalled.Hit> hits = memory.search("Where are the bee hives?", alice);
      System.err.println(hits.get(0).memory().text());

      memory.update(tea, "My favourite tea is gyokuro.");
      memory
          .history(tea)
          .forEach(event -> System.err.println(event.kind() + " " + event.newText()));
      for (Memory each : memory.list(alice, null, 100).items()) {
        System.err.println(each.observedAt() + " " + each.text());
      }
      return hits;
    }
    // end
  }
}
