package dev.openmemory.engine;

import dev.openmemory.model.JobId;

/**
 * What a write left behind whose facts are made later.
 *
 * @param job the job that makes them, known to callers as an event
 * @param remembered what is stored and found already: the messages as they were said
 */
public record Deferred(JobId job, Remembered remembered) {}
