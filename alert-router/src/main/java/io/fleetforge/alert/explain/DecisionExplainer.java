package io.fleetforge.alert.explain;

import io.fleetforge.alert.decide.FlushResult;
import io.fleetforge.alert.explain.DecisionLine.Verdict;
import io.fleetforge.alert.group.Decision.Quiet;
import io.fleetforge.alert.group.Decision.Why;
import io.fleetforge.alert.group.Notification;
import io.fleetforge.alert.model.Alert;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts into words what a look at a group came to, for each of its alerts. Pure. */
public final class DecisionExplainer {

    private DecisionExplainer() {}

    /** What all lines of a moment share. */
    private record Scene(Instant at, String group, String receiver) {
        DecisionLine line(Alert alert, Verdict verdict, String channel, String text) {
            return new DecisionLine(alert.fingerprint(), at, verdict, group, receiver, channel, text);
        }
    }

    /** Why nobody is told of some alerts of the group; what is to be told is not decided before the channel has it. */
    public static List<DecisionLine> of(FlushResult look) {
        var scene = new Scene(look.at(), look.group().toString(), look.receiver());
        var lines = new ArrayList<DecisionLine>();
        for (var alert : look.alerts()) {
            var suppression = look.suppressed().get(alert.fingerprint());
            if (suppression != null) {
                lines.add(scene.line(alert, Verdict.SUPPRESSED, "", suppression.text()));
            }
        }
        for (var verdict : look.verdicts()) {
            if (verdict.decision() instanceof Quiet(var why)) {
                quiet(why)
                        .ifPresent(quiet -> look.alerts().stream()
                                .filter(alert -> !look.suppressed().containsKey(alert.fingerprint()))
                                .map(alert -> scene.line(
                                        alert, quiet, verdict.channel().name(), text(quiet)))
                                .forEach(lines::add));
            }
        }
        return lines;
    }

    private static Optional<Verdict> quiet(Why why) {
        return switch (why) {
            case OUTSIDE_ITS_TIMES -> Optional.of(Verdict.OUTSIDE_ITS_TIMES);
            case NEVER_FIRED_LONG_ENOUGH -> Optional.of(Verdict.NOT_NEEDED);
            case NOTHING_NEW, ALL_SUPPRESSED -> Optional.empty();
        };
    }

    private static String text(Verdict quiet) {
        return quiet == Verdict.NOT_NEEDED
                ? "it ended before its group was due: nobody had heard of it"
                : "a mute time of its route holds, or no active time does";
    }

    /**
     * What became of a notification.
     *
     * @param receiver of its route
     * @param failure why its channel has not taken it; empty when it has
     */
    public static List<DecisionLine> of(
            Notification notification, String receiver, Optional<String> failure, Instant at) {
        var scene = new Scene(at, notification.group().toString(), receiver);
        var verdict = failure.isEmpty() ? Verdict.TOLD : Verdict.FAILED;
        var channel = notification.receiver();
        var fires = text("it fires", failure);
        var ended = text("it has ended", failure);
        return Stream.concat(
                        notification.firing().stream().map(alert -> scene.line(alert, verdict, channel, fires)),
                        notification.resolved().stream().map(alert -> scene.line(alert, verdict, channel, ended)))
                .toList();
    }

    private static String text(String what, Optional<String> failure) {
        return failure.map(reason -> "not told that %s: %s".formatted(what, reason))
                .orElse("that " + what);
    }
}
