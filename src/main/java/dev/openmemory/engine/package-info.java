/**
 * The front door: remember, recall, list, get, revise, forget, history, statistics. Every face
 * calls this package and no deeper one. Uses all packages below it.
 */
@NullMarked
package dev.openmemory.engine;

import org.jspecify.annotations.NullMarked;
