package io.fleetforge.runtime.messaging;

import java.util.concurrent.CompletionStage;

/** Where an {@link EventPublisher} sends its records. */
@FunctionalInterface
interface EventSink {

    /**
     * Sends without waiting for the acknowledgement. Never throws.
     *
     * @return ends when all in-sync replicas have the record, or fails
     */
    CompletionStage<Void> send(OutgoingEvent event);
}
