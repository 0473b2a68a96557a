/** The decision of one reconcile: from what was observed of a world to the writes it needs. Pure. */
@NullMarked
package io.fleetforge.controller.plan;

import org.jspecify.annotations.NullMarked;
