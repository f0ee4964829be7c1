package dev.openmemory.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.uuid.Generators;
import dev.openmemory.distill.Distillers;
import dev.openmemory.distill.PassageSplitter;
import dev.openmemory.distill.VerbatimDistiller;
import dev.openmemory.embedding.Embedder;
import dev.openmemory.embedding.EmbeddingModels;
import dev.openmemory.model.Actor;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.Metadata;
import dev.openmemory.model.Scope;
import dev.openmemory.model.Validity;
import dev.openmemory.retrieval.Query;
import dev.openmemory.retrieval.Ranked;
import dev.openmemory.retrieval.Retriever;
import dev.openmemory.storage.MemoryStore;
import dev.openmemory.storage.StoreOptions;
import dev.openmemory.storage.Stores;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A pipeline over a store of its own and the real model, whose facts are written out in the text.
 */
abstract class PipelineFixture {

  static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
  static final Scope ALICE = Scope.user("alice");
  static final MemoryFilter ACTIVE = MemoryFilter.active(ALICE, NOON);

  @SuppressWarnings("NullAway.Init") // before all tests
  static Embedder embedder;

  @SuppressWarnings("NullAway.Init") // by JUnit
  @TempDir
  Path folder;

  @SuppressWarnings("NullAway.Init") // before each test
  MemoryStore store;

  @SuppressWarnings("NullAway.Init") // before each test
  Pipeline pipeline;

  @BeforeAll
  static void load() {
    embedder =
        EmbeddingModels.open(
            EmbeddingModels.find(List.of(Path.of("models")), "bge-small-en-v1.5-q"));
  }

  @AfterAll
  static void unload() {
    embedder.close();
  }

  @BeforeEach
  void open() {
    store =
        Stores.open(
            new StoreOptions(
                folder.resolve("memory.db"),
                embedder.space(),
                StoreOptions.IndexChoice.RESIDENT,
                Path.of("target", "native-cache").toAbsolutePath(),
                Duration.ofSeconds(10)));
    PassageSplitter splitter = new PassageSplitter(embedder::countTokens, embedder.maxTokens());
    pipeline =
        new Pipeline(
            store,
            embedder,
            new Retriever(),
            new VerbatimDistiller(splitter),
            new Distillers(splitter, List.of(new LineDistiller())),
            Generators.timeBasedEpochGenerator()::generate);
  }

  @AfterEach
  void close() {
    assertThat(store.check().problems()).isEmpty();
    store.close();
  }

  Committed say(String text) {
    return say(text, true);
  }

  Committed say(String text, boolean infer) {
    return pipeline.run(
        new Submission(
            List.of(new Submission.Utterance(Actor.USER, text, NOON)),
            ALICE,
            "test",
            infer,
            null,
            Metadata.EMPTY,
            NOON));
  }

  List<String> listed() {
    return store.read(
        r -> r.list(ACTIVE, null, 100).items().stream().map(Memory::text).sorted().toList());
  }

  List<String> found(String question) {
    Query query = new Query(question, embedder.query(question), ACTIVE, 10);
    return store.read(
        r ->
            new Retriever()
                .rank(r, query).hits().stream()
                    .map(Ranked::id)
                    .map(id -> r.memory(id).orElseThrow().text())
                    .toList());
  }

  static List<String> told(Committed committed) {
    return committed.outcomes().stream()
        .map(o -> (o.added() ? "+ " : "= ") + o.memory().text())
        .toList();
  }

  Committed sayAt(String text, Scope scope, int day) {
    Instant at = NOON.plus(Duration.ofDays(day));
    return pipeline.run(
        new Submission(
            List.of(new Submission.Utterance(Actor.USER, text, at)),
            scope,
            "test",
            true,
            null,
            Metadata.EMPTY,
            NOON));
  }

  Memory sayOne(String text, int day) {
    return sayAt("= " + text, ALICE, day).outcomes().get(0).memory();
  }

  Memory now(Memory memory) {
    return store.read(r -> r.memory(memory.id()).orElseThrow());
  }

  static Instant day(int day) {
    return NOON.plus(Duration.ofDays(day));
  }

  static Validity from(int day) {
    return Validity.since(day(day));
  }

  static Validity until(int from, int to, Memory by) {
    return new Validity(day(from), day(to), by.id());
  }
}
