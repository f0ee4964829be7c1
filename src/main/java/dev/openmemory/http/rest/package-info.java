/**
 * What the REST APIs of others have in common: reading what a caller sent, and refusing it in their
 * format.
 */
@NullMarked
package dev.openmemory.http.rest;

import org.jspecify.annotations.NullMarked;
