/** Operating-system processes that outlive their starter: recorded, adopted, stopped. */
@NullMarked
package io.fleetforge.cluster.process;

import org.jspecify.annotations.NullMarked;
