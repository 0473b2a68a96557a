/**
 * Pure: scaling by load. Samples to windows, windows to proposals, proposals past guards to one decision with a reason.
 */
@NullMarked
package io.fleetforge.controller.scaling;

import org.jspecify.annotations.NullMarked;
