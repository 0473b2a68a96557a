package io.fleetforge.cell.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.cell.checkpoint.SavedSession;
import io.fleetforge.cell.checkpoint.SessionOwner;
import io.fleetforge.cell.handoff.HandoffRule.Verdict;
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
    private static final SessionOwner TO_SELF = SessionOwner.anyBoot("w-0", 4);
    private static final SessionOwner TO_OTHER = SessionOwner.anyBoot("w-1", 2);
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
    void shouldTakeUpWhatIsGivenToItAndStandsInItsSpace() {
        assertThat(verdict(OTHER, TO_SELF, 10)).isEqualTo(new Verdict.TakeUp(HERE));
    }

    @Test
    void shouldPassOnWhatIsGivenToItAndStandsInSpaceThatIsAnothersByNow() {
        assertThat(verdict(OTHER, TO_SELF, 60)).isEqualTo(new Verdict.PassOn(THERE));
    }

    @Test
    void shouldEndWhatIsGivenToItAndStandsNowhere() {
        assertThat(verdict(OTHER, TO_SELF, 200)).isEqualTo(new Verdict.End());
    }

    @Test
    void shouldLeaveToTheReceiverWhatIsGivenToALivingHostWhereverItStands() {
        assertThat(verdict(SELF, TO_OTHER, 10)).isEqualTo(new Verdict.Ignore("given to w-1"));
    }

    @Test
    void shouldLookAroundWhenTheReceiverIsGoneAndThePlaceIsHere() {
        assertThat(verdict(OTHER, SessionOwner.anyBoot("w-1", 1), 10))
                .as("its successor will")
                .isEqualTo(new Verdict.Ignore("given to w-1"));
        assertThat(verdict(OTHER, SessionOwner.anyBoot("w-9", 1), 10)).isEqualTo(new Verdict.LookAround());
        assertThat(verdict(OTHER, SessionOwner.anyBoot("w-9", 1), 60)).isEqualTo(new Verdict.Ignore("given to w-9"));
    }

    @Test
    void shouldNotBelieveAHostThatLeftTheWorld() {
        assertThat(verdict(new SessionOwner("w-9", 3, "zombie"), TO_SELF, 10))
                .isEqualTo(new Verdict.Ignore("the sender is gone"));
    }

    @Test
    void shouldBelieveAHostThatItsTopologyDoesNotKnowYet() {
        assertThat(verdict(new SessionOwner("w-9", 6, "young"), TO_SELF, 10)).isEqualTo(new Verdict.TakeUp(HERE));
    }

    @Test
    void shouldTakeWhatWasGivenToItsPredecessorAndNothingThatIsItsSuccessors() {
        assertThat(verdict(OTHER, SessionOwner.anyBoot("w-0", 5), 10)).isEqualTo(new Verdict.Ignore("given to w-0"));
        assertThat(verdict(OTHER, SessionOwner.anyBoot("w-0", 3), 10)).isEqualTo(new Verdict.TakeUp(HERE));
    }

    @Test
    void shouldIgnoreAnotherWorldOfTheName() {
        var given = new HandedOffSession("u-0", OTHER, TO_SELF, 1, session(10));

        assertThat(HandoffRule.of(given, TOPOLOGY, SELF)).isEqualTo(new Verdict.Ignore("another world of the name"));
    }

    private static Verdict verdict(SessionOwner sender, SessionOwner receiver, double x) {
        return HandoffRule.of(new HandedOffSession("u-1", sender, receiver, 1, session(x)), TOPOLOGY, SELF);
    }

    private static SavedSession session(double x) {
        return new SavedSession(new Entity("s", x, 1, x, 1), "ann", 1, "0f".repeat(32));
    }
}
