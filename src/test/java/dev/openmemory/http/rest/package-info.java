/** What tests of the REST APIs have in common: a real server and a client of it. */
@NullMarked
package dev.openmemory.http.rest;

import org.jspecify.annotations.NullMarked;
