/** Tables, times and JSON. Pure. */
@NullMarked
package io.fleetforge.ffctl.render;

import org.jspecify.annotations.NullMarked;
