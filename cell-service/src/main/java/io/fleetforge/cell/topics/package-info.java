/** Plain Kafka consumers: a bounded read of a topic, and a tail of it. */
@NullMarked
package io.fleetforge.cell.topics;

import org.jspecify.annotations.NullMarked;
