/** Empty on purpose: nothing can import the root, so no package cycle can start here. */
@NullMarked
package dev.openmemory;

import org.jspecify.annotations.NullMarked;
