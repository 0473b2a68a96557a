package io.fleetforge.ffctl.cluster;

/** The request cannot be carried out; the message is shown to the user. */
public final class WrongUseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public WrongUseException(String message) {
        super(message);
    }
}
