package io.fleetforge.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Writes that fail, and what a program makes of them. */
class StandardOutputTest {

    @Test
    void shouldEndAProgramThatPrintsWhenTheReaderHasGone() {
        var out = printer(Optional.of(true));

        var code = Program.exitCode(() -> {
            out.println("first");
            return 0;
        });

        assertThat(code).isEqualTo(Program.OUTPUT_CLOSED);
    }

    @Test
    void shouldEndAWatchWhenTheReaderHasGone() {
        var screen =
                new Screen(new PrintWriter(printer(Optional.of(true)), true, StandardCharsets.UTF_8), false, () -> {});

        assertThatExceptionOfType(ClosedOutputError.class).isThrownBy(() -> screen.map(List.of("a map"), true));
    }

    @Test
    void shouldEndAWatchWithoutChangesWhenTheReaderHasGone() {
        var screen = new Screen(new PrintWriter(new StringWriter()), false, () -> {
            throw new ClosedOutputError();
        });

        assertThatExceptionOfType(ClosedOutputError.class).isThrownBy(() -> screen.map(List.of("a map"), false));
        assertThatExceptionOfType(ClosedOutputError.class).isThrownBy(() -> screen.println("a line", false));
    }

    @Test
    void shouldReportAResultThatIsIncomplete() {
        var out = printer(Optional.of(false));

        assertThatExceptionOfType(FailedOutputError.class)
                .isThrownBy(() -> out.println("first"))
                .withMessageContaining("No space left");
    }

    @Test
    void shouldEndSilentlyWhenTheStateOfTheReaderIsUnknown() {
        var out = printer(Optional.empty());

        assertThatExceptionOfType(ClosedOutputError.class).isThrownBy(() -> out.println("first"));
    }

    @Test
    void shouldWriteUtf8WhateverTheLocaleIs() {
        var bytes = new ByteArrayOutputStream();

        new StandardOutput(bytes, Optional::empty).printer().print("… ✓");

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("… ✓");
    }

    private static PrintStream printer(Optional<Boolean> readerHasGone) {
        return new StandardOutput(new FailingStream(), () -> readerHasGone).printer();
    }

    /** A stream without space. */
    private static final class FailingStream extends OutputStream {
        @Override
        public void write(int oneByte) throws IOException {
            throw new IOException("No space left on device");
        }
    }
}
