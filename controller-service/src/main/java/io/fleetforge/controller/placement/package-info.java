/** Pure: cells to hosts. Sticky and deterministic. */
@NullMarked
package io.fleetforge.controller.placement;

import org.jspecify.annotations.NullMarked;
