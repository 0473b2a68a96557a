package io.fleetforge.alert.explain;

import io.fleetforge.alert.decide.FlushResult;
import io.fleetforge.alert.explain.LoggedDecision.Outcome;
import io.fleetforge.alert.group.Decision.Skip;
import io.fleetforge.alert.group.Decision.SkipReason;
import io.fleetforge.alert.group.Notification;
import io.fleetforge.alert.model.Alert;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Describes the decisions of a flush and the outcome of a notification, for each alert. Pure. */
public final class DecisionExplainer {

    private DecisionExplainer() {}

    /** What the decisions of one flush or notification share. */
    private record Context(Instant at, String group, String receiver) {
        LoggedDecision decision(Alert alert, Outcome outcome, String integration, String text) {
            return new LoggedDecision(alert.fingerprint(), at, outcome, group, receiver, integration, text);
        }
    }

    /** Why alerts of the group are not notified; a notification that is due is logged after its delivery only. */
    public static List<LoggedDecision> of(FlushResult result) {
        var context = new Context(result.at(), result.group().toString(), result.receiver());
        var logged = new ArrayList<LoggedDecision>();
        for (var alert : result.alerts()) {
            var suppression = result.suppressed().get(alert.fingerprint());
            if (suppression != null) {
                logged.add(context.decision(alert, Outcome.SUPPRESSED, "", suppression.text()));
            }
        }
        for (var each : result.decisions()) {
            if (each.decision() instanceof Skip(var reason)) {
                outcome(reason)
                        .ifPresent(outcome -> result.alerts().stream()
                                .filter(alert -> !result.suppressed().containsKey(alert.fingerprint()))
                                .map(alert -> context.decision(
                                        alert, outcome, each.integration().name(), text(outcome)))
                                .forEach(logged::add));
            }
        }
        return logged;
    }

    private static Optional<Outcome> outcome(SkipReason reason) {
        return switch (reason) {
            case MUTED -> Optional.of(Outcome.MUTED);
            case ENDED_BEFORE_FLUSH -> Optional.of(Outcome.NOT_NEEDED);
            case UNCHANGED, ALL_SUPPRESSED -> Optional.empty();
        };
    }

    private static String text(Outcome outcome) {
        return outcome == Outcome.NOT_NEEDED
                ? "resolved before its group was flushed"
                : "a mute time of the route holds, or none of its active times does";
    }

    /**
     * The outcome of a notification.
     *
     * @param receiver of its route
     * @param failure why it was not delivered; empty when it was
     */
    public static List<LoggedDecision> of(
            Notification notification, String receiver, Optional<String> failure, Instant at) {
        var context = new Context(at, notification.group().toString(), receiver);
        var outcome = failure.isEmpty() ? Outcome.NOTIFIED : Outcome.FAILED;
        var integration = notification.integration();
        var firing = text("firing", failure);
        var resolved = text("resolved", failure);
        return Stream.concat(
                        notification.firing().stream()
                                .map(alert -> context.decision(alert, outcome, integration, firing)),
                        notification.resolved().stream()
                                .map(alert -> context.decision(alert, outcome, integration, resolved)))
                .toList();
    }

    private static String text(String state, Optional<String> failure) {
        return failure.map(reason -> "%s, not delivered: %s".formatted(state, reason))
                .orElse(state);
    }
}
