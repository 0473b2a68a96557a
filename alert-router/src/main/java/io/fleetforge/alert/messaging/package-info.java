/** Kafka edge of the alert-router. */
@NullMarked
package io.fleetforge.alert.messaging;

import org.jspecify.annotations.NullMarked;
