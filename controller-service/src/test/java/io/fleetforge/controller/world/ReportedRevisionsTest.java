package io.fleetforge.controller.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.contracts.crd.WorldSpecStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportedRevisionsTest {

    private final ReportedRevisions revisions = new ReportedRevisions();

    @Test
    void shouldReportEachRevisionOnceThoughTheStatusIsWrittenLater() {
        assertThat(revisions.reported("u", null, 1)).isZero();
        assertThat(revisions.reported("u", null, 1)).isEqualTo(1);
        assertThat(revisions.reported("u", null, 2)).isEqualTo(1);
        assertThat(revisions.reported("other", null, 2)).isZero();
    }

    @Test
    void shouldContinueAfterARestartFromTheStatus() {
        assertThat(revisions.reported("u", status(7), 8)).isEqualTo(7);
        assertThat(revisions.reported("u", status(7), 8)).isEqualTo(8);

        revisions.forgetWorld("u");

        assertThat(revisions.reported("u", null, 1)).isZero();
    }

    private static WorldSpecStatus status(long revision) {
        return new WorldSpecStatus(1L, "Ready", 1, 1, 0, "0%", 1, revision, List.of());
    }
}
