package io.fleetforge.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Programs of this kind whose output goes into a pipe that is closed after the first byte. */
class ClosedPipeIT {

    private static final long DEADLINE_S = 20;
    private static final int RESULT = 3;

    /** Programs, and the exit code of each. */
    enum Kind {
        PRINTS_LINES(Program.OUTPUT_CLOSED) {
            @Override
            int run(PrintWriter out) {
                while (true) {
                    out.println("a line");
                }
            }
        },
        WATCHES_WHAT_CHANGES(Program.OUTPUT_CLOSED) {
            @Override
            int run(PrintWriter out) {
                return watch(Screen.of(out), true);
            }
        },
        WATCHES_WHAT_STAYS(Program.OUTPUT_CLOSED) {
            @Override
            int run(PrintWriter out) {
                var screen = Screen.of(out);
                screen.map(List.of("a map"), true);
                return watch(screen, false);
            }
        },
        RETRIES_AFTER_EXCEPTIONS(Program.OUTPUT_CLOSED) {
            @Override
            int run(PrintWriter out) {
                while (true) {
                    try {
                        out.println("a line");
                    } catch (RuntimeException e) {
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
                    }
                }
            }
        },
        HAS_A_RESULT(RESULT) {
            @Override
            int run(PrintWriter out) {
                try {
                    for (var line = 0; line < 100_000; line++) {
                        out.println("a line");
                    }
                } catch (ClosedOutputError e) {
                    // the exit code remains
                }
                return RESULT;
            }
        };

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }

        abstract int run(PrintWriter out);

        private static int watch(Screen screen, boolean changes) {
            while (true) {
                screen.map(List.of("a map"), changes);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
    }

    public static void main(String... arguments) {
        Program.run(() -> Kind.valueOf(arguments[0]).run(new PrintWriter(System.out, true, StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @EnumSource
    void shouldEndSilentlyWhenTheReaderHasGone(Kind kind) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ClosedPipeIT.class.getName(),
                        kind.name())
                .start();
        try (var out = process.getInputStream()) {
            assertThat(out.read()).isEqualTo('a');
        }
        try {
            assertThat(process.waitFor(DEADLINE_S, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(kind.exitCode);
            assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEmpty();
        } finally {
            process.destroyForcibly();
        }
    }
}
