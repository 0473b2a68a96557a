/** Operating-system processes that outlive their starter: recorded, adopted, stopped. */
@NullMarked
package io.fleetforge.local.process;

import org.jspecify.annotations.NullMarked;
