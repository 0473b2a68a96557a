/** The reconcile of a WorldSpec: observe, plan, apply, report. */
@NullMarked
package io.fleetforge.controller.world;

import org.jspecify.annotations.NullMarked;
