package io.fleetforge.alert.decide;

import io.fleetforge.alert.inhibit.Inhibition.Inhibitor;
import io.fleetforge.alert.silence.Silence;

/** Why notifications for a firing alert are suppressed. */
public sealed interface Suppression {

    /** For the decision log and the pages. */
    String text();

    /** A silence covers the alert. */
    record Silenced(Silence silence) implements Suppression {
        @Override
        public String text() {
            return "silenced until %s by %s: %s (silence %s)"
                    .formatted(silence.endsAt(), silence.owner(), silence.comment(), silence.id());
        }
    }

    /** A worse alert fires. */
    record Inhibited(Inhibitor by) implements Suppression {
        @Override
        public String text() {
            return "inhibited by %s %s (rule %s)"
                    .formatted(by.source().name(), by.source().labels(), by.rule());
        }
    }
}
