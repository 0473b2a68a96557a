/** Delivery of messages: clients of each integration, retries, circuit breakers and the check of addresses. */
@NullMarked
package io.fleetforge.alert.notify;

import org.jspecify.annotations.NullMarked;
