/**
 * Every setting: its key, environment name, default and one line of help. Uses {@code model} and
 * {@code json}.
 */
@NullMarked
package dev.openmemory.config;

import org.jspecify.annotations.NullMarked;
