/**
 * Mem0's REST API over this engine, so that an unmodified client of Mem0 works. A route answers in
 * Mem0's shapes and words; what is not offered says so.
 */
@NullMarked
package dev.openmemory.http.mem0;

import org.jspecify.annotations.NullMarked;
