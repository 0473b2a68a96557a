package io.fleetforge.runtime.topics;

/** The broker did not answer in time, or refused to describe topics or their settings. */
public final class TopicsUnreadableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message for an operator
     */
    public TopicsUnreadableException(String message, Throwable cause) {
        super(message, cause);
    }
}
