package io.fleetforge.controller.scaling;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Effect of the load on a world now: at most one step, and why other proposals are blocked. Pure.
 *
 * @param step to be carried out now
 * @param blocked one per reason, in the order of the reasons
 * @param again time until the next decision without further events; empty when no proposal is pending
 * @param whole whether every cell had a whole window of samples: only then an empty {@code blocked} means that nothing is
 */
public record ScalingDecision(
        Optional<ScalingProposal> step, List<Blocked> blocked, Optional<Duration> again, boolean whole) {

    /** Timers count milliseconds: not one too few. */
    private static final Duration FOR_CERTAIN = Duration.ofMillis(1);

    public ScalingDecision {
        blocked = List.copyOf(blocked);
    }

    public static ScalingDecision of(ScalingView view) {
        var proposals = ScalingProposals.of(view);
        var blocked = new EnumMap<Reason, Blocked>(Reason.class);
        Optional<ScalingProposal> step = Optional.empty();
        Optional<Instant> passes = Optional.empty();
        for (var proposal : proposals.ripe()) {
            var objection = objection(proposal, view);
            if (objection.isEmpty()) {
                step = Optional.of(proposal);
                break;
            }
            objection.ifPresent(found -> blocked.putIfAbsent(found.reason(), found));
            passes = earlier(passes, objection.flatMap(Blocked::until));
        }
        var again = earlier(passes, proposals.next())
                .map(at -> Duration.between(view.now(), at).plus(FOR_CERTAIN));
        return new ScalingDecision(step, List.copyOf(blocked.values()), again, view.isWhole());
    }

    /** What an operator should know: the first reason that does not pass by itself. */
    public Optional<Blocked> limit() {
        return blocked.stream().filter(block -> block.until().isEmpty()).findFirst();
    }

    private static Optional<Blocked> objection(ScalingProposal proposal, ScalingView view) {
        return Guard.all().stream()
                .flatMap(guard -> guard.objection(proposal, view).stream())
                .findFirst();
    }

    private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
        return Stream.of(one, other).flatMap(Optional::stream).min(Comparator.naturalOrder());
    }
}
