/** Events over Kafka: CloudEvents out, typed events in. */
@NullMarked
package io.fleetforge.runtime.messaging;

import org.jspecify.annotations.NullMarked;
