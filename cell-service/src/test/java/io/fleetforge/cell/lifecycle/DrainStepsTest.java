package io.fleetforge.cell.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.cell.durability.OwnedSessions;
import io.fleetforge.cell.durability.Scheduler;
import io.fleetforge.cell.gateway.MemoryPublisher;
import io.fleetforge.cell.ownership.SessionRecords;
import io.fleetforge.cell.runtime.CellHosts;
import io.fleetforge.cell.runtime.HostIdentity;
import io.fleetforge.cell.runtime.NoopHostEventListener;
import io.fleetforge.cell.runtime.Persistence;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.WorldRef;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The end of a host, step by step, on simulated time. */
class DrainStepsTest {

    private static final Duration WITHIN = Duration.ofSeconds(45);

    private final HostIdentity self = new HostIdentity(new WorldRef("default", "w", "u-1"), "w-0", 1, "process");
    private final AtomicLong nowNs = new AtomicLong(7);
    private final AtomicBoolean transferable = new AtomicBoolean(true);
    private final SessionRegistry registry = new SessionRegistry(nowNs::get);
    private final CellHosts.Started started = CellHosts.withoutThreads(
            self,
            new CellHosts.Outside(new NoopHostEventListener(), Persistence.OFF, (late, took) -> {}),
            1,
            nowNs::get);
    private final SessionRecords records =
            new SessionRecords(self, topic -> MemoryPublisher.ignoring(), Scheduler.real(), Clock.systemUTC(), true);
    private final OwnedSessions sessions = records.owned(registry);

    @Test
    void shouldServeUntilItsSessionsAreElsewhereAndTheControllerKnowsIt() {
        var session = registry.open("ann").session();
        var drain = drain();
        assertThat(drain.next()).contains(Duration.ofMillis(100));
        assertThat(drain.next()).contains(Duration.ofMillis(100));

        registry.close(session.id());

        assertThat(drain.next()).as("two telemetry samples").contains(Duration.ofMillis(2100));
        assertThat(drain.next()).isEmpty();
    }

    @Test
    void shouldStopWhenTimeIsUpOrNoOtherHostCanAdoptItsCells() {
        registry.open("ann");
        var late = drain();
        nowNs.addAndGet(WITHIN.toNanos());
        assertThat(late.next()).isEmpty();

        var fenced = drain();
        assertThat(fenced.next()).isPresent();
        transferable.set(false);
        assertThat(fenced.next()).isEmpty();
    }

    @Test
    void shouldReleaseTheLeaseOnlyWhenNoRecordIsInFlight() {
        var lease = new Lease();
        var steps = new ShutdownSteps(started.host(), () -> lease.lines.add("traffic ends"), lease);

        assertThat(steps.begin(new CorrelationId("test"))).isTrue();
        assertThat(started.host().stopping()).isTrue();
        steps.end(false);
        steps.end(true);

        assertThat(lease.lines).containsExactly("traffic ends", "kept", "released");
        assertThat(steps.begin(new CorrelationId("test")))
                .as("it stops already")
                .isFalse();
    }

    private DrainSteps drain() {
        return new DrainSteps(started.host(), sessions, transferable::get, nowNs::get, WITHIN);
    }

    private static final class Lease implements ShutdownSteps.LeaseAtShutdown {

        final List<String> lines = new ArrayList<>();

        @Override
        public void release() {
            lines.add("released");
        }

        @Override
        public void keep() {
            lines.add("kept");
        }
    }
}
