/** Triggers of reconciles beside the informers. */
@NullMarked
package io.fleetforge.controller.wakeup;

import org.jspecify.annotations.NullMarked;
