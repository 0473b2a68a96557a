/** How request bodies are read, the same in every service. */
@NullMarked
package io.fleetforge.runtime.json;

import org.jspecify.annotations.NullMarked;
