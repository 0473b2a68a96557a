package io.fleetforge.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Standard output that reports failed writes: a {@link PrintStream} only remembers an {@link IOException}, and the program
 * prints on. UTF-8 in every locale.
 */
final class StandardOutput extends OutputStream {

    private final OutputStream out;
    private final Supplier<Optional<Boolean>> readerHasGone;

    /** @param readerHasGone empty when it is not known */
    StandardOutput(OutputStream out, Supplier<Optional<Boolean>> readerHasGone) {
        this.out = out;
        this.readerHasGone = readerHasGone;
    }

    /** Replaces {@link System#out}. */
    static void install() {
        System.setOut(new StandardOutput(new FileOutputStream(FileDescriptor.out), OutputReader::hasGone).printer());
    }

    PrintStream printer() {
        return new PrintStream(this, true, StandardCharsets.UTF_8);
    }

    @Override
    public void write(int oneByte) {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    /**
     * @throws ClosedOutputError when the reader has gone
     * @throws FailedOutputError when the write fails for another reason
     */
    @Override
    public void write(byte[] bytes, int offset, int length) {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** By the state of the other end: the text of the exception is in the language of the system. */
    private Error failure(IOException e) {
        return readerHasGone.get().orElse(true) ? new ClosedOutputError() : new FailedOutputError(e);
    }
}
