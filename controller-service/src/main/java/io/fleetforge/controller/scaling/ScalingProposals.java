package io.fleetforge.controller.scaling;

import io.fleetforge.contracts.crd.WorldTopologySpec.Cell;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Proposals of the load, before any guard.
 *
 * @param ripe held for a whole window: fullest cell first, then the emptiest pair
 * @param next when the next load will have held that long without change; empty when none is pending
 */
record ScalingProposals(List<ScalingProposal> ripe, Optional<Instant> next) {

    ScalingProposals {
        ripe = List.copyOf(ripe);
    }

    /** A pending proposal; its text is made when it is ripe. */
    private record Candidate(Supplier<ScalingProposal> proposal, Instant since, int players) {}

    static ScalingProposals of(ScalingView view) {
        var splits = splits(view);
        var merges = merges(view);
        splits.sort(Comparator.comparingInt(Candidate::players).reversed());
        merges.sort(Comparator.comparingInt(Candidate::players));
        splits.addAll(merges);
        var window = view.rules().timing().window();
        return new ScalingProposals(
                splits.stream()
                        .filter(candidate -> view.isWhole(candidate.since()))
                        .map(candidate -> candidate.proposal().get())
                        .toList(),
                splits.stream()
                        .map(candidate -> candidate.since().plus(window))
                        .filter(view.now()::isBefore)
                        .min(Comparator.naturalOrder()));
    }

    private static List<Candidate> splits(ScalingView view) {
        var from = view.rules().thresholds().splitsFrom();
        var candidates = new ArrayList<Candidate>();
        for (var cell : view.topology().cells()) {
            var load = view.load(cell);
            load.flatMap(reading -> reading.atLeastSince(from))
                    .ifPresent(since -> candidates.add(new Candidate(
                            () -> new ScalingProposal.Split(
                                    cell, tooMany(cell, load.get().leastSince(since), view)),
                            since,
                            load.get().players())));
        }
        return candidates;
    }

    /**
     * A world without players keeps its initial partition, which was prepared for them; cells below it merge once a player has been
     * present for a window.
     */
    private static List<Candidate> merges(ScalingView view) {
        var candidates = new ArrayList<Candidate>();
        var cells = view.topology().cells();
        var earliest =
                cells.size() > view.rules().limits().initialCells() ? Optional.of(Instant.MIN) : view.peopledSince();
        if (earliest.isEmpty()) {
            return candidates;
        }
        var below = view.rules().thresholds().mergesBelow();
        for (var pair : Neighbours.of(cells)) {
            var load = view.load(pair.first())
                    .flatMap(first -> view.load(pair.second()).map(first::plus));
            load.flatMap(reading -> reading.belowSince(below))
                    .map(since -> since.isBefore(earliest.get()) ? earliest.get() : since)
                    .ifPresent(since -> candidates.add(new Candidate(
                            () -> new ScalingProposal.Merge(
                                    pair.first(),
                                    pair.second(),
                                    tooFew(pair, load.get().mostSince(since), view)),
                            since,
                            load.get().players())));
        }
        return candidates;
    }

    private static String tooMany(Cell cell, int least, ScalingView view) {
        var rules = view.rules();
        return String.format(
                Locale.ROOT,
                "%s had %s of %d players or more for %s, spec.scaling.scaleUpThreshold is %s",
                cell.id(),
                least,
                rules.thresholds().playersPerCell(),
                describe(rules.timing()),
                rules.thresholds().up());
    }

    private static String tooFew(Neighbours.Pair pair, int most, ScalingView view) {
        var rules = view.rules();
        return String.format(
                Locale.ROOT,
                "%s and %s together had %d of %d players or fewer for %s, spec.scaling.scaleDownThreshold is %s",
                pair.first().id(),
                pair.second().id(),
                most,
                rules.thresholds().playersPerCell(),
                describe(rules.timing()),
                rules.thresholds().down());
    }

    private static String describe(ScalingRules.Timing timing) {
        return timing.window().toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
