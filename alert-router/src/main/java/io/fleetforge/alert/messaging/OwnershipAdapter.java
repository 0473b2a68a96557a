package io.fleetforge.alert.messaging;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Joins the consumer group whose members share the partitions of the state; {@link PartitionListener} receives the
 * assignment. The records themselves are read by {@link StateAdapter}.
 */
@ApplicationScoped
public class OwnershipAdapter {

    @Incoming("alert-ownership")
    @Blocking
    public void receive(ConsumerRecord<String, byte[]> record) {}
}
