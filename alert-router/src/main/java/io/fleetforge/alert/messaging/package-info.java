/** Kafka edge of alert-router: adapters in, publishers out, and the ownership of partitions. */
@NullMarked
package io.fleetforge.alert.messaging;

import org.jspecify.annotations.NullMarked;
