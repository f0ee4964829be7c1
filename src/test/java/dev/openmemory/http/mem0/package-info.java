/** Tests of Mem0's REST API, against real servers. */
@NullMarked
package dev.openmemory.http.mem0;

import org.jspecify.annotations.NullMarked;
