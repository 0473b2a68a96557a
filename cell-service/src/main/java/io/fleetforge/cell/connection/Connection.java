package io.fleetforge.cell.connection;

import java.util.concurrent.CompletionStage;

/** One socket. A returned stage completes when the kernel has the bytes. Thread-safe. */
interface Connection {

    CompletionStage<Void> text(String message);

    CompletionStage<Void> binary(byte[] message);

    CompletionStage<Void> ping();

    boolean isOpen();

    /** IP address of the other end. */
    String remoteAddress();

    /** Closes with a code and a reason of at most 123 bytes; does nothing when it is closed already. */
    void close(int code, String reason);
}
