package io.fleetforge.ffctl.cluster;

/** There is no cluster, or it does not answer; the message is shown to the user. */
public final class UnreachableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnreachableException(String message) {
        super(message);
    }
}
