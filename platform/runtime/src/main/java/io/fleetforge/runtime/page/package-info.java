/** Pages of lists: limit, position and answer, the same for every list of every service. */
@NullMarked
package io.fleetforge.runtime.page;

import org.jspecify.annotations.NullMarked;
