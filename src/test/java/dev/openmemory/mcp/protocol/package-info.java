/** Tests of what the package of the same name does, without a transport. */
@NullMarked
package dev.openmemory.mcp.protocol;

import org.jspecify.annotations.NullMarked;
