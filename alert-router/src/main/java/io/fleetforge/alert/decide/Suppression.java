package io.fleetforge.alert.decide;

import io.fleetforge.alert.inhibit.Inhibition.Inhibitor;
import io.fleetforge.alert.silence.Silence;

/** Why an alert that fires is not told. */
public sealed interface Suppression {

    /** For the person who asks. */
    String text();

    /** Somebody does not want to hear of it for a time. */
    record Silenced(Silence silence) implements Suppression {
        @Override
        public String text() {
            return "silenced until %s by %s: %s (silence %s)"
                    .formatted(silence.endsAt(), silence.owner(), silence.comment(), silence.id());
        }
    }

    /** Another alert fires that says it all. */
    record Inhibited(Inhibitor by) implements Suppression {
        @Override
        public String text() {
            return "inhibited by %s %s (rule %s)"
                    .formatted(by.source().name(), by.source().labels(), by.rule());
        }
    }
}
