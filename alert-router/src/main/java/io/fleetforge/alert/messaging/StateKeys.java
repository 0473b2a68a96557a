package io.fleetforge.alert.messaging;

/** Record keys of the state topic: the kind, then the id. */
final class StateKeys {

    static final String CLAIM = "claim";
    private static final String NOTIFIED = "notified|";
    private static final String INCIDENT = "incident|";
    private static final String SILENCE = "silence|";
    private static final String MARK = "mark|";

    private StateKeys() {}

    /** The integration comes first: its name contains no bar. */
    static String notified(String group, String integration) {
        return NOTIFIED + integration + "|" + group;
    }

    static String incident(String incident, String entry) {
        return INCIDENT + incident + "|" + entry;
    }

    static String silence(String id) {
        return SILENCE + id;
    }

    static String mark(String incarnation) {
        return MARK + incarnation;
    }

    /** The subject of a record, by its key. */
    sealed interface Subject {
        record NotifiedKey(String group, String integration) implements Subject {}

        record IncidentKey(String incident, String entry) implements Subject {}

        record SilenceKey(String id) implements Subject {}

        record OtherKey() implements Subject {}
    }

    static Subject parse(String key) {
        if (key.startsWith(NOTIFIED)) {
            var bar = key.indexOf('|', NOTIFIED.length());
            return bar < 0
                    ? new Subject.OtherKey()
                    : new Subject.NotifiedKey(key.substring(bar + 1), key.substring(NOTIFIED.length(), bar));
        }
        if (key.startsWith(INCIDENT)) {
            var bar = key.indexOf('|', INCIDENT.length());
            return bar < 0
                    ? new Subject.OtherKey()
                    : new Subject.IncidentKey(key.substring(INCIDENT.length(), bar), key.substring(bar + 1));
        }
        return key.startsWith(SILENCE)
                ? new Subject.SilenceKey(key.substring(SILENCE.length()))
                : new Subject.OtherKey();
    }
}
