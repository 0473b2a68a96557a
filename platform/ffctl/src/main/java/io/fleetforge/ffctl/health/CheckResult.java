package io.fleetforge.ffctl.health;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one check came to.
 *
 * @param subject whom it is about; empty when about everything
 * @param seen what was seen, for people
 * @param runbook path or address of the page that says what to do; null when there is none, or nothing to do
 */
public record CheckResult(
        String check,
        Severity verdict,
        String subject,
        String seen,
        @Nullable String runbook) {

    public CheckResult {
        Objects.requireNonNull(check, "check");
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(seen, "seen");
    }

    static CheckResult ok(String check, String seen) {
        return new CheckResult(check, Severity.OK, "", seen, null);
    }

    static CheckResult warn(String check, String subject, String seen, Runbook runbook) {
        return new CheckResult(check, Severity.WARN, subject, seen, runbook.path());
    }

    static CheckResult bad(String check, String subject, String seen, Runbook runbook) {
        return new CheckResult(check, Severity.BAD, subject, seen, runbook.path());
    }

    /** What could not be looked at, which is no proof that anything is wrong. */
    static CheckResult unseen(String check, String why) {
        return new CheckResult(check, Severity.WARN, "", "not looked at: " + why, null);
    }
}
