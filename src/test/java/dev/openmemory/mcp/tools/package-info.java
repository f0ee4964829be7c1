/** Tests of the tools of memory, with a real engine, a real file and the real model. */
@NullMarked
package dev.openmemory.mcp.tools;

import org.jspecify.annotations.NullMarked;
