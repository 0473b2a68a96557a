package io.fleetforge.cluster;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One line per long step, with the time it took. Implementations are thread-safe. */
public interface Progress {

    /** Reports one finished step. */
    void done(String step, Duration took);

    /** Reports the start of a long step. */
    void started(String step);

    /** Runs {@code work} as a step. */
    default <T> T step(String name, Supplier<T> work) {
        var start = System.nanoTime();
        started(name);
        var result = work.get();
        done(name, Duration.ofNanos(System.nanoTime() - start));
        return result;
    }

    default void step(String name, Runnable work) {
        step(name, () -> {
            work.run();
            return "";
        });
    }

    /** Reports both as lines of text. */
    static Progress lines(Consumer<String> to) {
        return new Progress() {
            @Override
            public void started(String step) {
                to.accept("… " + step);
            }

            @Override
            public void done(String step, Duration took) {
                to.accept(String.format(Locale.ROOT, "✓ %s (%.1f s)", step, took.toMillis() / 1000.0));
            }
        };
    }

    /** Reports nothing; for tests. */
    static Progress silent() {
        return new Progress() {
            @Override
            public void done(String step, Duration took) {}

            @Override
            public void started(String step) {}
        };
    }
}
