package io.fleetforge.alert.messaging;

import io.fleetforge.alert.ownership.Catchup.Place;
import io.fleetforge.contracts.names.Topics;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How many partitions the topics of alert-router have. They say who acts for what, so they stay as they are for the life of an
 * installation; a test compares them with the declaration of the topics.
 */
public final class Partitions {

    public static final int ALERTS = 8;
    public static final int STATE = 8;

    private Partitions() {}

    /** Every partition that has to be read before anything is decided. */
    public static List<Place> places() {
        return Stream.concat(
                        IntStream.range(0, ALERTS).mapToObj(each -> new Place(Topics.ALERTS, each)),
                        IntStream.range(0, STATE).mapToObj(each -> new Place(Topics.ALERT_STATE, each)))
                .toList();
    }
}
