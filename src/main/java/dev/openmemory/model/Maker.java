package dev.openmemory.model;

import org.jspecify.annotations.Nullable;

/**
 * What distilled a memory, in more detail than its kind.
 *
 * @param name the model or rule set, such as {@code qwen3:8b}
 * @param version of the prompt or of the rules; null where there is none
 */
public record Maker(String name, @Nullable String version) {}
