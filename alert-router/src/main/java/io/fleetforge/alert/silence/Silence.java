package io.fleetforge.alert.silence;

import io.fleetforge.alert.model.LabelSet;
import io.fleetforge.alert.model.Matcher;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Alerts that all {@code matchers} match are not told between two moments. It has an owner and a reason, it ends, and it is not
 * about everything: a matcher at least needs a label to be there. Immutable.
 *
 * @param owner who answers for it
 * @param comment why
 */
public record Silence(
        String id, List<Matcher> matchers, Instant startsAt, Instant endsAt, String owner, String comment) {

    public static final Duration LONGEST = Duration.ofDays(30);
    public static final int MOST_MATCHERS = 32;
    public static final int LONGEST_COMMENT_CHARS = 1024;

    /** Where a silence stands at a moment. */
    public enum State {
        PENDING,
        ACTIVE,
        EXPIRED
    }

    public Silence {
        matchers = List.copyOf(matchers);
        if (id.isBlank()) {
            throw new IllegalArgumentException("a silence has an id");
        }
        if (matchers.isEmpty() || matchers.size() > MOST_MATCHERS) {
            throw new IllegalArgumentException(
                    "matchers: between 1 and %d are needed, got %d".formatted(MOST_MATCHERS, matchers.size()));
        }
        if (matchers.stream().noneMatch(Matcher::needsTheLabel)) {
            throw new IllegalArgumentException(
                    "matchers: this would silence every alert; one of them must ask for a label, such as alertname=\"X\"");
        }
        if (!endsAt.isAfter(startsAt)) {
            throw new IllegalArgumentException("endsAt: %s is not after startsAt %s".formatted(endsAt, startsAt));
        }
        if (Duration.between(startsAt, endsAt).compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("endsAt: a silence lasts %d days at most; make it shorter and renew it"
                    .formatted(LONGEST.toDays()));
        }
        if (owner.isBlank()) {
            throw new IllegalArgumentException("owner: say who answers for this silence");
        }
        if (comment.isBlank() || comment.length() > LONGEST_COMMENT_CHARS) {
            throw new IllegalArgumentException(
                    "comment: say why, in 1 to %d characters".formatted(LONGEST_COMMENT_CHARS));
        }
    }

    public State stateAt(Instant now) {
        if (now.isBefore(startsAt)) {
            return State.PENDING;
        }
        return now.isBefore(endsAt) ? State.ACTIVE : State.EXPIRED;
    }

    public boolean silences(LabelSet labels, Instant now) {
        return stateAt(now) == State.ACTIVE && matchers.stream().allMatch(matcher -> matcher.matches(labels));
    }

    /** The same, ended now or never begun. */
    public Silence expiredAt(Instant now) {
        return switch (stateAt(now)) {
            case PENDING -> new Silence(id, matchers, now.minusMillis(1), now, owner, comment);
            case ACTIVE -> new Silence(id, matchers, startsAt, now, owner, comment);
            case EXPIRED -> this;
        };
    }
}
