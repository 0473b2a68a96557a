package io.fleetforge.alert.messaging;

import io.fleetforge.alert.ownership.TopicPartition;
import io.fleetforge.contracts.names.Topics;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Partition counts of the topics of alert-router. They determine the ownership of groups, so they stay constant for the
 * life of an installation; a test compares them with the declaration of the topics.
 */
public final class Partitions {

    public static final int ALERTS = 8;
    public static final int STATE = 8;

    private Partitions() {}

    /** Every partition that has to be read before the first flush. */
    public static List<TopicPartition> all() {
        return Stream.concat(
                        IntStream.range(0, ALERTS).mapToObj(each -> new TopicPartition(Topics.ALERTS, each)),
                        IntStream.range(0, STATE).mapToObj(each -> new TopicPartition(Topics.ALERT_STATE, each)))
                .toList();
    }
}
