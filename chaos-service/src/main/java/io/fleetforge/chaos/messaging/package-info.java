/** Kafka edge of the chaos-service. */
@NullMarked
package io.fleetforge.chaos.messaging;

import org.jspecify.annotations.NullMarked;
