/**
 * Export and import: the memory as a stream of lines or a folder of notes, and what other programs
 * export taken in. Works on streams; uses the engine, and knows neither files of settings nor a
 * command line.
 */
@NullMarked
package dev.openmemory.porting;

import org.jspecify.annotations.NullMarked;
