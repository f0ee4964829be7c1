/**
 * Memory over the Model Context Protocol, in both of its eras. {@code catalogue} says what is
 * offered and knows no era; {@code protocol} answers the methods both eras share; {@code stateless}
 * and {@code session} are the eras; {@code stdio} and {@code http} are the transports; {@code
 * tools} is what the product offers. Uses the engine, never what lies below it.
 */
@NullMarked
package dev.openmemory.mcp;

import org.jspecify.annotations.NullMarked;
