/** The one configured Jackson mapper. Uses Jackson and nothing of this project. */
@NullMarked
package dev.openmemory.json;

import org.jspecify.annotations.NullMarked;
