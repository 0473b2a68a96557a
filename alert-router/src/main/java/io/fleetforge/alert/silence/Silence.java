package io.fleetforge.alert.silence;

import io.fleetforge.alert.model.LabelSet;
import io.fleetforge.alert.model.Matcher;
import io.fleetforge.alert.model.Matchers;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Suppresses notifications for the alerts that {@code matchers} match between two instants. It has an owner and a
 * reason, it ends, and it never covers every alert: at least one matcher requires its label. Immutable.
 *
 * @param owner the user responsible for it
 * @param comment the reason
 */
public record Silence(String id, Matchers matchers, Instant startsAt, Instant endsAt, String owner, String comment) {

    public static final Duration MAX_DURATION = Duration.ofDays(30);
    public static final int MAX_MATCHERS = 32;
    public static final int MAX_COMMENT_CHARS = 1024;

    /** State of a silence at an instant. */
    public enum State {
        PENDING,
        ACTIVE,
        EXPIRED
    }

    public Silence {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a silence needs an id");
        }
        var count = matchers.all().size();
        if (count == 0 || count > MAX_MATCHERS) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "matchers: between 1 and %d are needed, got %d", MAX_MATCHERS, count));
        }
        if (matchers.all().stream().noneMatch(Matcher::requiresLabel)) {
            throw new IllegalArgumentException(
                    "matchers: this would silence every alert; one must require a label, such as alertname=\"X\"");
        }
        if (!endsAt.isAfter(startsAt)) {
            throw new IllegalArgumentException("endsAt: %s is not after startsAt %s".formatted(endsAt, startsAt));
        }
        if (Duration.between(startsAt, endsAt).compareTo(MAX_DURATION) > 0) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "endsAt: a silence lasts at most %d days; make it shorter and renew it",
                    MAX_DURATION.toDays()));
        }
        if (owner.isBlank()) {
            throw new IllegalArgumentException("owner: the name of the responsible user is needed");
        }
        if (comment.isBlank() || comment.length() > MAX_COMMENT_CHARS) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "comment: a reason of 1 to %d characters is needed", MAX_COMMENT_CHARS));
        }
    }

    public State stateAt(Instant now) {
        if (now.isBefore(startsAt)) {
            return State.PENDING;
        }
        return now.isBefore(endsAt) ? State.ACTIVE : State.EXPIRED;
    }

    public boolean silences(LabelSet labels, Instant now) {
        return stateAt(now) == State.ACTIVE && matchers.match(labels);
    }

    /** This silence, ended now; a pending one never becomes active. */
    public Silence expiredAt(Instant now) {
        return switch (stateAt(now)) {
            case PENDING -> new Silence(id, matchers, now.minusMillis(1), now, owner, comment);
            case ACTIVE -> new Silence(id, matchers, startsAt, now, owner, comment);
            case EXPIRED -> this;
        };
    }
}
