/** How long the records of sessions and cells are kept, and how often those of living ones are written again. */
@NullMarked
package io.fleetforge.contracts.retention;

import org.jspecify.annotations.NullMarked;
