/**
 * The configuration files of MCP clients: where they are, and how a server is entered and taken out
 * again with everything else in them kept as it is. Uses {@code model} and {@code json}.
 */
@NullMarked
package dev.openmemory.clients;

import org.jspecify.annotations.NullMarked;
