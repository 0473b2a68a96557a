/** Pure: what load asks of a topology. Samples to windows, windows to wishes, wishes past guards to one decision with a reason. */
@NullMarked
package io.fleetforge.controller.scaling;

import org.jspecify.annotations.NullMarked;
