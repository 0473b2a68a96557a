package io.fleetforge.alert.config;

import java.io.Serial;
import java.util.Locale;

/** A routing file is invalid; the previous one stays in use. */
public final class BadConfigException extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    private final int line;

    /**
     * @param line from 1
     * @param reason names the field and what is allowed
     */
    public BadConfigException(int line, String reason) {
        super(String.format(Locale.ROOT, "line %d: %s", line, reason));
        this.line = line;
    }

    public int line() {
        return line;
    }
}
