package io.fleetforge.contracts.message;

import org.jspecify.annotations.Nullable;

/** A record on a topic that cannot be read as its type: poison for the dead-letter topic. */
public final class MalformedMessageException extends Exception {

    private static final long serialVersionUID = 1L;

    public MalformedMessageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
