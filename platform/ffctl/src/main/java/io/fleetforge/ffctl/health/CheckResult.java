package io.fleetforge.ffctl.health;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one check came to.
 *
 * @param subject whom it is about; empty when about everything
 * @param observed what was seen, for people
 * @param runbook path or address of the page that says what to do; null when there is none, or nothing to do
 */
public record CheckResult(
        String check,
        Severity severity,
        String subject,
        String observed,
        @Nullable String runbook) {

    public CheckResult {
        Objects.requireNonNull(check, "check");
        Objects.requireNonNull(severity, "verdict");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(observed, "seen");
    }

    static CheckResult ok(String check, String observed) {
        return new CheckResult(check, Severity.OK, "", observed, null);
    }

    static CheckResult warn(String check, String subject, String observed, Runbook runbook) {
        return new CheckResult(check, Severity.WARN, subject, observed, runbook.path());
    }

    static CheckResult bad(String check, String subject, String observed, Runbook runbook) {
        return new CheckResult(check, Severity.BAD, subject, observed, runbook.path());
    }

    /** What could not be looked at, which is no proof that anything is wrong. */
    static CheckResult notRead(String check, String reason) {
        return new CheckResult(check, Severity.WARN, "", "not looked at: " + reason, null);
    }
}
