/**
 * What the product offers over MCP: the tools of memory, its resources and prompts. Uses the engine
 * and the catalogue; knows no era and no transport.
 */
@NullMarked
package dev.openmemory.mcp.tools;

import org.jspecify.annotations.NullMarked;
