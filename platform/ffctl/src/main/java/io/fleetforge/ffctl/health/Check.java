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
public record Check(
        String check,
        Verdict verdict,
        String subject,
        String seen,
        @Nullable String runbook) {

    public Check {
        Objects.requireNonNull(check, "check");
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(seen, "seen");
    }

    static Check ok(String check, String seen) {
        return new Check(check, Verdict.OK, "", seen, null);
    }

    static Check warn(String check, String subject, String seen, Runbook runbook) {
        return new Check(check, Verdict.WARN, subject, seen, runbook.path());
    }

    static Check bad(String check, String subject, String seen, Runbook runbook) {
        return new Check(check, Verdict.BAD, subject, seen, runbook.path());
    }

    /** What could not be looked at, which is no proof that anything is wrong. */
    static Check unseen(String check, String why) {
        return new Check(check, Verdict.WARN, "", "not looked at: " + why, null);
    }
}
