package io.fleetforge.alert.incident;

/** Names of the facts that lines of a timeline carry. */
public final class EntryFacts {
    public static final String GROUP = "group";
    public static final String TITLE = "title";
    public static final String SEVERITY = "severity";
    public static final String POLICY = "policy";
    public static final String CORRELATION = "correlation_id";
    public static final String FINGERPRINTS = "fingerprints";
    public static final String NAMESPACE = "namespace";
    public static final String WORLD = "world";
    public static final String RUNBOOK = "runbook_url";
    public static final String PERSON = "person";
    public static final String CHANNEL = "channel";
    public static final String STEP = "step";
    public static final String UNTIL = "until";

    private EntryFacts() {}
}
