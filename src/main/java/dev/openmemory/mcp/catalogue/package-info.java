/**
 * What a server offers, in words that belong to no era of the protocol: tools, resources, prompts,
 * what a call may ask of its client, and what changes. Uses Jackson's tree model and nothing else
 * of this project.
 */
@NullMarked
package dev.openmemory.mcp.catalogue;

import org.jspecify.annotations.NullMarked;
