/**
 * The REST API of the former OpenMemory over this engine, so that scripts written for it work. It
 * answers in its shapes; what it got wrong is not repeated.
 */
@NullMarked
package dev.openmemory.http.openmemory;

import org.jspecify.annotations.NullMarked;
