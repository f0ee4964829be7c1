/**
 * The words of the product as values: scopes, messages, memories, their states and history, filters
 * and pages, the one exception family. Uses nothing but {@code java.*}.
 */
@NullMarked
package dev.openmemory.model;

import org.jspecify.annotations.NullMarked;
