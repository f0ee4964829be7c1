/** Tests of OpenMemory's REST API, against real servers. */
@NullMarked
package dev.openmemory.http.openmemory;

import org.jspecify.annotations.NullMarked;
