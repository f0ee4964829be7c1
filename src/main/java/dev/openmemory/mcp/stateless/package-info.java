/**
 * The stateless era, revision 2026-07-28: every request carries all that is needed to answer it.
 * Knows no transport and nothing of the official SDK, so that neither is loaded for such a client.
 */
@NullMarked
package dev.openmemory.mcp.stateless;

import org.jspecify.annotations.NullMarked;
