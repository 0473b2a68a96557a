package io.fleetforge.alert.store;

import io.fleetforge.alert.model.Alert;
import io.fleetforge.contracts.message.AlertMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells what of a post differs from what this instance has read back. Senders say the same again and again, two of them at once; only now and
 * then that has to be written, so that the end of an alert which nobody repeats any more is known. Thread-safe.
 */
public final class ChangeFilter {

    /** A word that says nothing else is written down again when the last one is older. */
    private static final Duration FRESH = Duration.ofSeconds(30);

    private final AlertStore desk;

    public ChangeFilter(AlertStore desk) {
        this.desk = desk;
    }

    /**
     * A word that says something new.
     *
     * @param alert what it and what was known come to
     */
    public record Word(AlertMessage message, Alert alert) {}

    /** Those of a post that say something new, in its order; a later one of an alert is held against the earlier. */
    public List<Word> of(List<AlertMessage> messages) {
        var said = messages.stream().map(AlertMessages::alert).toList();
        var fingerprints = said.stream().map(Alert::fingerprint).toList();
        var known = known(fingerprints);
        var news = new ArrayList<Word>();
        for (var each = 0; each < said.size(); each++) {
            var before = known.get(fingerprints.get(each));
            var after = before == null ? said.get(each) : before.mergedWith(said.get(each));
            if (before == null || isNews(before, after)) {
                known.put(fingerprints.get(each), after);
                news.add(new Word(messages.get(each), after));
            }
        }
        return news;
    }

    private Map<String, Alert> known(List<String> fingerprints) {
        return desk.ask(all -> {
            var known = new HashMap<String, Alert>();
            for (var fingerprint : fingerprints) {
                all.router().known().alerts().find(fingerprint).ifPresent(alert -> known.put(fingerprint, alert));
            }
            return known;
        });
    }

    private static boolean isNews(Alert before, Alert after) {
        return !before.annotations().equals(after.annotations())
                || !before.startsAt().equals(after.startsAt())
                || before.isFiringAt(after.updatedAt()) != after.isFiringAt(after.updatedAt())
                || after.updatedAt().isAfter(before.updatedAt().plus(FRESH))
                || after.endsAt().isBefore(before.endsAt())
                || after.endsAt().isAfter(before.endsAt().plus(FRESH));
    }
}
