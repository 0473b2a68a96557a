/** Pure: the difference of two topologies as named operations. */
@NullMarked
package io.fleetforge.controller.operation;

import org.jspecify.annotations.NullMarked;
