package io.fleetforge.cell.checkpoint;

/** Bytes that are not a checkpoint of a version known here. The message names what is wrong with them. */
public final class CorruptCheckpointException extends Exception {

    private static final long serialVersionUID = 1L;

    CorruptCheckpointException(String message) {
        super(message);
    }
}
