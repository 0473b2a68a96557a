package io.fleetforge.alert.messaging;

/** Record keys of the state topic: the kind, then what it is about. */
final class StateKeys {

    static final String OWNER = "owner";
    private static final String TOLD = "told|";
    private static final String INCIDENT = "incident|";
    private static final String SILENCE = "silence|";
    private static final String READER = "reader|";

    private StateKeys() {}

    /** A channel's name has no bar in it: it comes first. */
    static String told(String group, String channel) {
        return TOLD + channel + "|" + group;
    }

    static String incident(String incident, String entry) {
        return INCIDENT + incident + "|" + entry;
    }

    static String silence(String id) {
        return SILENCE + id;
    }

    static String reader(String boot) {
        return READER + boot;
    }

    /** What a key is about. */
    sealed interface About {
        record ToldKey(String group, String channel) implements About {}

        record IncidentKey(String incident, String entry) implements About {}

        record SilenceKey(String id) implements About {}

        record Other() implements About {}
    }

    static About parse(String key) {
        if (key.startsWith(TOLD)) {
            var bar = key.indexOf('|', TOLD.length());
            return bar < 0
                    ? new About.Other()
                    : new About.ToldKey(key.substring(bar + 1), key.substring(TOLD.length(), bar));
        }
        if (key.startsWith(INCIDENT)) {
            var bar = key.indexOf('|', INCIDENT.length());
            return bar < 0
                    ? new About.Other()
                    : new About.IncidentKey(key.substring(INCIDENT.length(), bar), key.substring(bar + 1));
        }
        return key.startsWith(SILENCE) ? new About.SilenceKey(key.substring(SILENCE.length())) : new About.Other();
    }
}
