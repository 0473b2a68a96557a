package io.fleetforge.alert.config;

import java.io.Serial;

/** A file that is not used, since something in it is wrong; what was used before stays. */
public final class BadConfigException extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    private final int line;

    /**
     * @param line where, from 1
     * @param reason what is wrong, naming the field and what is allowed
     */
    public BadConfigException(int line, String reason) {
        super("line %d: %s".formatted(line, reason));
        this.line = line;
    }

    public int line() {
        return line;
    }
}
