package dev.openmemory.engine;

import com.fasterxml.uuid.Generators;
import dev.openmemory.distill.Distillers;
import dev.openmemory.distill.Llm;
import dev.openmemory.distill.PassageSplitter;
import dev.openmemory.distill.VerbatimDistiller;
import dev.openmemory.distill.llm.LlmDistiller;
import dev.openmemory.distill.rules.RulesDistiller;
import dev.openmemory.embedding.Embedder;
import dev.openmemory.pipeline.Pipeline;
import dev.openmemory.retrieval.Reranking;
import dev.openmemory.retrieval.Retriever;
import dev.openmemory.storage.MemoryStore;
import dev.openmemory.storage.Stores;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** What an engine is made of, put together. */
final class Parts implements AutoCloseable {

  final MemoryStore store;
  final Optional<Reranking> reranking;
  final Distillers distillers;
  final Apps apps;
  final Upkeep upkeep;
  final Jobs jobs;
  final Adding adding;
  final Recall recall;
  final Asking asking;
  final Changes changes;
  final Records records;
  final Reading reading;
  final Overview overview;
  final Archive archive;

  private final Embedder embedder;
  private final Access access;

  Parts(
      EngineOptions options,
      Embedder embedder,
      Optional<Llm> llm,
      Optional<RerankerChoice> reranker,
      Clock clock) {
    var weights = options.ranking().all();
    this.embedder = embedder;
    this.store = Stores.open(options.store(embedder.space()));
    this.reranking = reranker.map(it -> new Reranking(it.reranker(), it.hits(), it.percent()));
    // As fine as what is stored, so that an answer says the same time now and later.
    Clock ticks = Clock.tick(clock, Duration.of(1, ChronoUnit.MICROS));
    this.access = new Access(store, ticks);
    Retriever retriever = new Retriever();
    PassageSplitter splitter = new PassageSplitter(embedder::countTokens, embedder.maxTokens());
    RulesDistiller rules = new RulesDistiller(splitter);
    this.distillers =
        new Distillers(splitter, model -> new LlmDistiller(model, splitter), llm, List.of(rules));
    Supplier<UUID> ids = Generators.timeBasedEpochGenerator()::generate;
    Pipeline pipeline =
        new Pipeline(store, embedder, retriever, new VerbatimDistiller(splitter), distillers, ids);
    this.apps = new Apps(store, ticks);
    this.upkeep = new Upkeep(store, apps, ticks);
    this.jobs = new Jobs(store, pipeline, apps, ticks, ids);
    this.adding = new Adding(apps, jobs, new Writing(store, options.defaultUser(), ticks), access);
    this.recall = new Recall(store, embedder, reranking, weights, ticks);
    this.asking = new Asking(apps, recall, new Relations(store, clock), access);
    this.changes = new Changes(store, embedder, ticks);
    this.records = new Records(store, ticks);
    this.reading = new Reading(store, apps, records, access, ticks);
    this.overview = new Overview(store, embedder, recall, changes, ticks);
    this.archive = new Archive(store, embedder, new Adoption(rules, ticks, ids));
    if (options.lifetime() == EngineOptions.Lifetime.LONG_LIVED) {
      jobs.start();
    }
  }

  @Override
  public void close() {
    try {
      jobs.stop();
      access.close();
    } finally {
      try {
        embedder.close();
        reranking.ifPresent(Reranking::close);
      } finally {
        store.close();
      }
    }
  }
}
