/**
 * The session era, 2024-11-05 … 2025-11-25: clients open with {@code initialize}. The official SDK
 * keeps the sessions; what they answer comes from the same methods as in the stateless era. The SDK
 * costs most of a cold start, so nothing here but {@link
 * dev.openmemory.mcp.session.SessionConnection} is touched before such a client comes.
 */
@NullMarked
package dev.openmemory.mcp.session;

import org.jspecify.annotations.NullMarked;
