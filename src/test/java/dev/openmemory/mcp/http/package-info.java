/** Tests of MCP over HTTP, against real servers. */
@NullMarked
package dev.openmemory.mcp.http;

import org.jspecify.annotations.NullMarked;
