package io.fleetforge.ffctl.cluster;

/** There is no cluster to ask, or it does not answer; the message is for the person at the terminal. */
public final class UnreachableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnreachableException(String message) {
        super(message);
    }
}
