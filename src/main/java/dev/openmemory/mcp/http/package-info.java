/**
 * MCP over HTTP: Streamable HTTP for both eras on one address, and the older pair of an event
 * stream and a message address. A servlet that any server of jakarta.servlet can mount; who may
 * call is that server's concern. Every error is a JSON-RPC one.
 */
@NullMarked
package dev.openmemory.mcp.http;

import org.jspecify.annotations.NullMarked;
