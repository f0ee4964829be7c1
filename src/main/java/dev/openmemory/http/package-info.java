/**
 * The HTTP server: what is checked before anything else, a table of routes, static files, and the
 * servlets that others mount.
 *
 * <p>It may use the model, the JSON mapper, the engine and Jetty. It does not know the Model
 * Context Protocol: the command that starts the server mounts that face's servlet, and
 * jakarta.servlet is where they meet.
 */
@NullMarked
package dev.openmemory.http;

import org.jspecify.annotations.NullMarked;
