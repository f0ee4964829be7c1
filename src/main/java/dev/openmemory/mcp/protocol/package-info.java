/**
 * What both eras of the protocol share: JSON-RPC messages, error codes, and the methods over a
 * catalogue. Uses the catalogue, the error family of {@code model} and Jackson's tree model.
 */
@NullMarked
package dev.openmemory.mcp.protocol;

import org.jspecify.annotations.NullMarked;
