package io.fleetforge.ffctl.health;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The result of one check.
 *
 * @param subject the object that was checked; empty when the result is of all objects
 * @param observed the observation, as text
 * @param runbook path or address of the runbook; null when there is none, or nothing to do
 */
public record CheckResult(
        String check,
        Severity severity,
        String subject,
        String observed,
        @Nullable String runbook) {

    public CheckResult {
        Objects.requireNonNull(check, "check");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(observed, "observed");
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

    /** A kind that could not be read, which does not mean that anything is wrong. */
    static CheckResult notRead(String check, String reason) {
        return new CheckResult(check, Severity.WARN, "", "not checked: " + reason, null);
    }
}
