package dev.openmemory.model;

import java.time.Instant;

/**
 * A value of one axis that memories belong to, such as one user.
 *
 * @param axis which axis
 * @param name the value
 * @param memories how many memories it has that are not deleted, without the covered passages
 * @param since when the first of them was stored
 * @param until when one of them last changed
 */
public record Owner(Axis axis, String name, long memories, Instant since, Instant until) {}
