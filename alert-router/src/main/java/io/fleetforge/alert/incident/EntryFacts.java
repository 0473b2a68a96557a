package io.fleetforge.alert.incident;

/** Names of the facts that timeline entries carry. */
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
    public static final String USER = "user";
    public static final String INTEGRATION = "integration";
    public static final String STEP = "step";
    public static final String UNTIL = "until";

    private EntryFacts() {}
}
