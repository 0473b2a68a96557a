/** The WorldTopology record: planned here, written by compare-and-set. */
@NullMarked
package io.fleetforge.controller.topology;

import org.jspecify.annotations.NullMarked;
