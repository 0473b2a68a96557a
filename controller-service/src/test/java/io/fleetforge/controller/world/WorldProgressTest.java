package io.fleetforge.controller.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.controller.world.WorldProgress.Reached;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WorldProgressTest {

    private final AtomicLong nowNs = new AtomicLong();
    private final WorldProgress progress = new WorldProgress(nowNs::get);

    @Test
    void shouldCountFromTheLastCellOrHostThatCame() {
        assertThat(idle(new Reached(1, 0, 0))).isZero();
        after(60);
        assertThat(idle(new Reached(1, 0, 0))).hasSeconds(60);
        assertThat(idle(new Reached(1, 2, 0))).as("two cells run").isZero();
        after(30);
        assertThat(idle(new Reached(1, 2, 1))).as("a host serves").isZero();
    }

    @Test
    void shouldNotCountACellThatFailsAndComesBackAsProgress() {
        idle(new Reached(1, 4, 2));
        for (var attempt = 0; attempt < 10; attempt++) {
            after(30);
            idle(new Reached(1, 3, 1));
            after(30);
            idle(new Reached(1, 4, 2));
        }

        assertThat(idle(new Reached(1, 4, 2))).hasMinutes(10);
    }

    @Test
    void shouldCountAnewForANewSpec() {
        idle(new Reached(1, 4, 2));
        after(60);

        assertThat(idle(new Reached(2, 0, 0))).isZero();
    }

    @Test
    void shouldContinueAStallThatAnEarlierProcessReported() {
        assertThat(progress.idle("u-1", new Reached(1, 1, 1), Duration.ofMinutes(10)))
                .hasMinutes(10);
        after(1);
        assertThat(idle(new Reached(1, 2, 1))).as("it moves again").isZero();
    }

    @Test
    void shouldCountAnewAfterTheWorldWasAsItShouldBe() {
        idle(new Reached(1, 4, 2));
        after(60);
        progress.finished("u-1");

        assertThat(idle(new Reached(1, 3, 2))).isZero();
    }

    @Test
    void shouldTimeEachRevisionThatIsMissingOnKafka() {
        assertThat(progress.unpublished("u-1", 3)).isZero();
        after(20);
        assertThat(progress.unpublished("u-1", 3)).hasSeconds(20);
        assertThat(progress.unpublished("u-1", 4)).isZero();
        progress.published("u-1");
        after(20);
        assertThat(progress.unpublished("u-1", 4)).isZero();
    }

    private Duration idle(Reached reached) {
        return progress.idle("u-1", reached, Duration.ZERO);
    }

    private void after(long seconds) {
        nowNs.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
