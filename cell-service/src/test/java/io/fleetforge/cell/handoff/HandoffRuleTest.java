package io.fleetforge.cell.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.cell.checkpoint.SavedSession;
import io.fleetforge.cell.checkpoint.SessionOwner;
import io.fleetforge.cell.handoff.HandoffRule.HandoffDecision;
import io.fleetforge.cell.recovery.HandedOffSession;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;
import io.fleetforge.contracts.message.TopologyMessage.HostAssignment;
import io.fleetforge.contracts.message.WorldRef;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two hosts, the left half here, the right half there. */
class HandoffRuleTest {

    private static final SessionOwner SELF = new SessionOwner("w-0", 4, "now");
    private static final SessionOwner OTHER = new SessionOwner("w-1", 2, "other");
    private static final SessionOwner TO_SELF = SessionOwner.anyProcess("w-0", 4);
    private static final SessionOwner TO_OTHER = SessionOwner.anyProcess("w-1", 2);
    private static final CellAssignment HERE =
            new CellAssignment("here", new Bounds(0, 50, 0, 100), "w-0", 4, List.of());
    private static final HostAssignment THERE = new HostAssignment("w-1", 2);
    private static final TopologyMessage TOPOLOGY = new TopologyMessage(
            new WorldRef("default", "w", "u-1"),
            3,
            5,
            new Bounds(0, 100, 0, 100),
            10,
            List.of(new HostAssignment("w-0", 4), THERE),
            List.of(HERE, new CellAssignment("there", new Bounds(50, 100, 0, 100), "w-1", 2, List.of())));

    @Test
    void shouldAdoptASessionForThisHostInItsSpace() {
        assertThat(decision(OTHER, TO_SELF, 10)).isEqualTo(new HandoffDecision.Adopt(HERE));
    }

    @Test
    void shouldForwardASessionForThisHostInSpaceOfAnotherHost() {
        assertThat(decision(OTHER, TO_SELF, 60)).isEqualTo(new HandoffDecision.Forward(THERE));
    }

    @Test
    void shouldEndASessionForThisHostOutsideEveryCell() {
        assertThat(decision(OTHER, TO_SELF, 200)).isEqualTo(new HandoffDecision.End());
    }

    @Test
    void shouldIgnoreAHandoffToARunningHostAtAnyPosition() {
        assertThat(decision(SELF, TO_OTHER, 10)).isEqualTo(new HandoffDecision.Ignore("handed off to w-1"));
    }

    @Test
    void shouldRecoverWhenTheReceiverIsGoneAndThePositionIsLocal() {
        assertThat(decision(OTHER, SessionOwner.anyProcess("w-1", 1), 10))
                .as("its successor will")
                .isEqualTo(new HandoffDecision.Ignore("handed off to w-1"));
        assertThat(decision(OTHER, SessionOwner.anyProcess("w-9", 1), 10)).isEqualTo(new HandoffDecision.Recover());
        assertThat(decision(OTHER, SessionOwner.anyProcess("w-9", 1), 60))
                .isEqualTo(new HandoffDecision.Ignore("handed off to w-9"));
    }

    @Test
    void shouldIgnoreASenderThatLeftTheWorld() {
        assertThat(decision(new SessionOwner("w-9", 3, "zombie"), TO_SELF, 10))
                .isEqualTo(new HandoffDecision.Ignore("the sender is gone"));
    }

    @Test
    void shouldAcceptASenderThatItsTopologyDoesNotListYet() {
        assertThat(decision(new SessionOwner("w-9", 6, "young"), TO_SELF, 10))
                .isEqualTo(new HandoffDecision.Adopt(HERE));
    }

    @Test
    void shouldAdoptAHandoffToItsPredecessorAndNoneToItsSuccessor() {
        assertThat(decision(OTHER, SessionOwner.anyProcess("w-0", 5), 10))
                .isEqualTo(new HandoffDecision.Ignore("handed off to w-0"));
        assertThat(decision(OTHER, SessionOwner.anyProcess("w-0", 3), 10)).isEqualTo(new HandoffDecision.Adopt(HERE));
    }

    @Test
    void shouldIgnoreAnotherWorldOfTheName() {
        var handoff = new HandedOffSession("u-0", OTHER, TO_SELF, 1, session(10));

        assertThat(HandoffRule.of(handoff, TOPOLOGY, SELF))
                .isEqualTo(new HandoffDecision.Ignore("another world of the name"));
    }

    private static HandoffDecision decision(SessionOwner sender, SessionOwner receiver, double x) {
        return HandoffRule.of(new HandedOffSession("u-1", sender, receiver, 1, session(x)), TOPOLOGY, SELF);
    }

    private static SavedSession session(double x) {
        return new SavedSession(new Entity("s", x, 1, x, 1), "ann", 1, "0f".repeat(32));
    }
}
