/** The server that the public conformance suite is run against. */
@NullMarked
package dev.openmemory.mcp.conformance;

import org.jspecify.annotations.NullMarked;
