package io.fleetforge.alert.messaging;

import io.fleetforge.alert.desk.AlertDesk;
import io.fleetforge.alert.model.Alert;
import io.fleetforge.contracts.message.AlertMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells what of a post is not written down yet. Senders say the same again and again, two of them at once; only now and then that has to be
 * written, so that the end of an alert which nobody repeats any more is known. Thread-safe.
 */
public final class News {

    /** A word that says nothing else is written down again when the last one is older. */
    private static final Duration FRESH = Duration.ofSeconds(30);

    private final AlertDesk desk;

    public News(AlertDesk desk) {
        this.desk = desk;
    }

    /**
     * A word that says something new.
     *
     * @param alert what it and what was known come to
     */
    public record Word(AlertMessage message, Alert alert) {}

    /** Those of a post that say something new, in its order. */
    public List<Word> of(List<AlertMessage> messages) {
        var said = messages.stream().map(AlertMessages::alert).toList();
        var fingerprints = said.stream().map(Alert::fingerprint).toList();
        return desk.ask(all -> {
            var known = all.router().known().alerts();
            var news = new ArrayList<Word>();
            for (var each = 0; each < said.size(); each++) {
                var before = known.find(fingerprints.get(each));
                var word = said.get(each);
                var merged = before.map(earlier -> earlier.mergedWith(word)).orElse(word);
                if (before.isEmpty() || isNews(before.get(), merged)) {
                    news.add(new Word(messages.get(each), merged));
                }
            }
            return news;
        });
    }

    private static boolean isNews(Alert before, Alert after) {
        return !before.annotations().equals(after.annotations())
                || !before.startsAt().equals(after.startsAt())
                || before.isFiringAt(after.updatedAt()) != after.isFiringAt(after.updatedAt())
                || after.updatedAt().isAfter(before.updatedAt().plus(FRESH))
                || after.endsAt().isBefore(before.endsAt());
    }
}
