/** Space: points and half-open rectangles, with exact tiling checks. */
@NullMarked
package io.fleetforge.contracts.geometry;

import org.jspecify.annotations.NullMarked;
