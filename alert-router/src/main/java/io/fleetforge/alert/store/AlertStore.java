package io.fleetforge.alert.store;

import io.fleetforge.alert.decide.FlushResult;
import io.fleetforge.alert.decide.KnownAlerts;
import io.fleetforge.alert.decide.Router;
import io.fleetforge.alert.decide.Router.RoutingState;
import io.fleetforge.alert.decide.Routing;
import io.fleetforge.alert.decide.Silences;
import io.fleetforge.alert.incident.Incidents;
import io.fleetforge.alert.incident.RecentWorldEvents;
import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.ownership.Ownership;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The state of alert-router, with one writer at a time: records read from Kafka are applied in the order of their
 * partition, and flushes read it. Nothing is sent or published while the lock is held. Thread-safe.
 */
public final class AlertStore {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Clock clock;
    private final State state;
    private boolean hasChanged;

    /** The content of the store; to be used within {@link #update} and {@link #call} only. */
    public static final class State {

        private final Ownership ownership;
        private final Incidents incidents = new Incidents();
        private final RecentWorldEvents worldEvents = new RecentWorldEvents();
        private Router router;
        private boolean ready;

        private State(Routing routing, Ownership ownership) {
            this.ownership = ownership;
            this.router = new Router(routing, ownership::ownsKey, RoutingState.empty());
        }

        public Router router() {
            return router;
        }

        public Routing routing() {
            return router.routing();
        }

        public KnownAlerts alerts() {
            return router.known().alerts();
        }

        public Silences silences() {
            return router.known().silences();
        }

        public Incidents incidents() {
            return incidents;
        }

        public RecentWorldEvents worldEvents() {
            return worldEvents;
        }

        public Ownership ownership() {
            return ownership;
        }

        /** Flushes the groups that are due; none before the store is ready. */
        public List<FlushResult> flush(Instant now) {
            return ready ? router.flush(now) : List.of();
        }
    }

    public AlertStore(Routing routing, Ownership ownership, Clock clock) {
        this.state = new State(routing, ownership);
        this.clock = clock;
    }

    /** Changes the state, and wakes {@link #awaitChange}. */
    public void update(Consumer<State> change) {
        lock.lock();
        try {
            change.accept(state);
            hasChanged = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Applies a function to the state, without waking {@link #awaitChange}. */
    public <T> T call(Function<State, T> function) {
        lock.lock();
        try {
            return function.apply(state);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Merges an alert as it was read from Kafka. Instances write concurrently, so an older update may follow a newer
     * one, and compaction would keep the older.
     *
     * @return the merged alert when this instance owns it and has to write it again; empty otherwise
     */
    public Optional<Alert> merge(Alert update) {
        update(all -> all.router.merge(update, clock.instant()));
        var fingerprint = update.fingerprint();
        return call(all ->
                        all.ownership.ownsKey(fingerprint) ? all.alerts().find(fingerprint) : Optional.<Alert>empty())
                .filter(merged -> merged.updatedAt().isAfter(update.updatedAt()));
    }

    /** Whether this instance owns the group or incident of this key. */
    public boolean owns(String key) {
        return call(all -> all.ownership.ownsKey(key));
    }

    /** Changes with every incident; does not take the lock. */
    public long revision() {
        return state.incidents.revision();
    }

    /** Starts flushing: everything that was written before the start is applied. */
    public void ready() {
        update(all -> {
            all.ready = true;
            all.router.regroup(clock.instant());
        });
    }

    /** Restores and drops groups after a change of the ownership. */
    public void regroup() {
        update(all -> {
            if (all.ready) {
                all.router.regroup(clock.instant());
            }
        });
    }

    /** Replaces the routing; alerts, silences and the notification log stay. */
    public void reroute(Routing routing) {
        update(all -> {
            all.router = new Router(routing, all.ownership::ownsKey, all.router.known());
            if (all.ready) {
                all.router.regroup(clock.instant());
            }
        });
    }

    /** Waits for an update since the last call, until {@code deadline} at the latest; returns whether there was one. */
    public boolean awaitChange(Instant deadline) throws InterruptedException {
        lock.lock();
        try {
            var nanos = Duration.between(clock.instant(), deadline).toNanos();
            while (!hasChanged && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            var result = hasChanged;
            hasChanged = false;
            return result;
        } finally {
            lock.unlock();
        }
    }
}
