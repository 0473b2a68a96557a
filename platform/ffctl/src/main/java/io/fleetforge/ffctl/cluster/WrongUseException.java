package io.fleetforge.ffctl.cluster;

/** What was asked for cannot be done; the message is for the person at the terminal. */
public final class WrongUseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public WrongUseException(String message) {
        super(message);
    }
}
