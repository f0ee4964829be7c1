package dev.openmemory.mcp.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * Which software calls, as it says itself.
 *
 * @param name its identifier
 * @param version its version; null when it does not say
 */
public record ClientInfo(String name, @Nullable String version) {}
