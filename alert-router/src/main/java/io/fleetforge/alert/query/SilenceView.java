package io.fleetforge.alert.query;

import io.fleetforge.alert.silence.Silence;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** A silence in the form of Alertmanager's API. */
public record SilenceView(
        String id,
        List<MatcherView> matchers,
        Instant startsAt,
        Instant endsAt,
        String createdBy,
        String comment,
        Status status) {

    /**
     * @param state pending, active or expired
     */
    public record Status(String state) {}

    static SilenceView of(Silence silence, Instant now) {
        return new SilenceView(
                silence.id(),
                silence.matchers().all().stream().map(MatcherView::of).toList(),
                silence.startsAt(),
                silence.endsAt(),
                silence.owner(),
                silence.comment(),
                new Status(silence.stateAt(now).name().toLowerCase(Locale.ROOT)));
    }
}
