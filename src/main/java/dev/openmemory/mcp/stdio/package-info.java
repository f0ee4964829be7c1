/**
 * MCP over standard input and output, one JSON message a line, both eras on one connection. A bad
 * line is answered and never ends the process.
 */
@NullMarked
package dev.openmemory.mcp.stdio;

import org.jspecify.annotations.NullMarked;
