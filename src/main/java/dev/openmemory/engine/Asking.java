package dev.openmemory.engine;

import dev.openmemory.model.AccessEvent;
import dev.openmemory.model.Activity;
import dev.openmemory.model.Memory;

/** The ways to ask something: each is counted, and what it found is noted in the access log. */
final class Asking {

  private final Apps apps;
  private final Recall recall;
  private final Relations relations;
  private final Access access;

  Asking(Apps apps, Recall recall, Relations relations, Access access) {
    this.apps = apps;
    this.recall = recall;
    this.relations = relations;
    this.access = access;
  }

  Recalled recall(RecallRequest request) {
    long began = System.nanoTime();
    apps.admit(request.caller());
    Recalled answer = recall.answer(request);
    access.count(Activity.Kind.SEARCH, answer.hits().size(), began, request.caller());
    access.note(
        AccessEvent.Kind.SEARCH,
        answer.hits().stream().map(hit -> hit.memory().id()).toList(),
        request.caller());
    return answer;
  }

  GraphAnswer graph(GraphRequest request) {
    apps.admit(request.caller());
    GraphAnswer answer = relations.answer(request);
    access.note(
        AccessEvent.Kind.SEARCH,
        answer.paths().stream()
            .flatMap(path -> path.steps().stream())
            .flatMap(step -> step.proofs().stream())
            .map(Memory::id)
            .distinct()
            .toList(),
        request.caller());
    return answer;
  }
}
