/** Tests of the stdio transport, and what they need to talk to a server in this process. */
@NullMarked
package dev.openmemory.mcp.stdio;

import org.jspecify.annotations.NullMarked;
