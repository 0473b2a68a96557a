package io.fleetforge.controller.scaling;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Effect of limits and load on a world now: at most one step, and why other proposals are blocked. Pure.
 *
 * @param step to be carried out now
 * @param required whether a limit of the spec requires the step, whatever the load
 * @param blocked one per reason, in the order of the reasons
 * @param again time until the next decision without further events; empty when no proposal is pending
 * @param whole whether every cell had a whole window of samples: only then an empty {@code blocked} means that nothing is
 */
public record ScalingDecision(
        Optional<ScalingProposal> step,
        boolean required,
        List<Blocked> blocked,
        Optional<Duration> again,
        boolean whole) {

    /** Timers count milliseconds: not one too few. */
    private static final Duration FOR_CERTAIN = Duration.ofMillis(1);

    public ScalingDecision {
        blocked = List.copyOf(blocked);
    }

    public static ScalingDecision of(ScalingView view) {
        var limits = LimitProposals.of(view);
        if (limits.proposals().isEmpty()) {
            return ofLoad(view, limits.blocked());
        }
        var step = limits.proposals().getFirst();
        var paused = Guard.paused().objection(step, view);
        return paused.isPresent()
                ? ofLoad(view, paused)
                : new ScalingDecision(Optional.of(step), true, List.of(), Optional.empty(), view.isWhole());
    }

    private static ScalingDecision ofLoad(ScalingView view, Optional<Blocked> limit) {
        var proposals = ScalingProposals.of(view);
        var blocked = new EnumMap<Reason, Blocked>(Reason.class);
        limit.ifPresent(found -> blocked.put(found.reason(), found));
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
        return new ScalingDecision(step, false, List.copyOf(blocked.values()), again, view.isWhole());
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
