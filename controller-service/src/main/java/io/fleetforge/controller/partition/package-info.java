/** Pure: space to cells. Exact tiling, deterministic. */
@NullMarked
package io.fleetforge.controller.partition;

import org.jspecify.annotations.NullMarked;
