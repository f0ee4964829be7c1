package dev.openmemory.retrieval;

import dev.openmemory.storage.Sketch;

/**
 * A memory that may answer a query.
 *
 * @param sketch the memory
 * @param cosine its nearness to the query, −1…1
 * @param keyword its BM25 score, 0 if it shares no word with the query
 * @param traits what its text is like
 */
record Candidate(Sketch sketch, double cosine, double keyword, Traits traits) {}
