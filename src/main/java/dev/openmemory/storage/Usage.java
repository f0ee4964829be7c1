package dev.openmemory.storage;

import dev.openmemory.model.Importance;
import java.time.Instant;

/**
 * How a memory was used, and how much it matters.
 *
 * @param times how often it answered a question or was looked at, as far as the access log says
 * @param last when it was last, or was said
 * @param importance how much it matters
 */
public record Usage(int times, Instant last, Importance importance) {}
