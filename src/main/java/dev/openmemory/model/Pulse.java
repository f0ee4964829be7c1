package dev.openmemory.model;

/**
 * How far a store has changed. Two equal pulses mean that no memory, job or application did.
 *
 * @param memories counts changes of memories that concern a search, and grows with each
 * @param history the number of the last entry of the history
 * @param jobs counts what happened to jobs
 * @param apps how many applications are paused
 */
public record Pulse(long memories, long history, long jobs, long apps) {}
