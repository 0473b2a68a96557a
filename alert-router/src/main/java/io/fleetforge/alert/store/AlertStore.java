package io.fleetforge.alert.store;

import io.fleetforge.alert.decide.FlushResult;
import io.fleetforge.alert.decide.Router.Known;
import io.fleetforge.alert.decide.Router;
import io.fleetforge.alert.decide.Routing;
import io.fleetforge.alert.incident.Incident;
import io.fleetforge.alert.incident.Incidents;
import io.fleetforge.alert.incident.RecentWorldEvents;
import io.fleetforge.alert.incident.TimelineEntry;
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
 * All that alert-router knows, with one writer at a time: what is read off Kafka comes in here, in the order of its partition, and
 * what is decided comes out. Nothing is sent or written while it is held. Thread-safe.
 */
public final class AlertStore {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Clock clock;
    private final State state;
    private boolean hasNews;

    /** What is on the desk; seen only while the desk is held. */
    public static final class State {

        private final Ownership ownership;
        private final Incidents incidents = new Incidents();
        private final RecentWorldEvents happenings = new RecentWorldEvents();
        private Router router;
        private boolean ready;

        private State(Routing routing, Ownership ownership) {
            this.ownership = ownership;
            this.router = new Router(routing, ownership::ownsKey, Known.nothing());
        }

        public Router router() {
            return router;
        }

        public Incidents incidents() {
            return incidents;
        }

        public RecentWorldEvents happenings() {
            return happenings;
        }

        public Ownership ownership() {
            return ownership;
        }

        /** What a line comes to; tells whether it was known already. */
        public Optional<Incident> note(String incident, TimelineEntry entry) {
            return incidents.take(incident, entry);
        }

        /** Looks at the groups that are due; nothing before all is known. */
        public List<FlushResult> look(Instant now) {
            return ready ? router.look(now) : List.of();
        }
    }

    public AlertStore(Routing routing, Ownership ownership, Clock clock) {
        this.state = new State(routing, ownership);
        this.clock = clock;
    }

    /** Changes something, and wakes who waits for news. */
    public void change(Consumer<State> change) {
        lock.lock();
        try {
            change.accept(state);
            hasNews = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Asks something. */
    public <T> T ask(Function<State, T> question) {
        lock.lock();
        try {
            return question.apply(state);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes a word about an alert in as it was read. Instances write at once, so that an older word may lie behind a newer one, and compaction
     * would keep that one.
     *
     * @return what all words come to, for the owner of the alert to write it again; empty for others, and as a rule
     */
    public Optional<Alert> read(Alert word) {
        change(all -> all.router.take(word, clock.instant()));
        var fingerprint = word.fingerprint();
        return ask(all -> all.ownership.ownsKey(fingerprint)
                        ? all.router.known().alerts().find(fingerprint)
                        : Optional.<Alert>empty())
                .filter(all -> all.updatedAt().isAfter(word.updatedAt()));
    }

    /** Another number whenever an incident has changed; waits for nobody. */
    public long revision() {
        return state.incidents.revision();
    }

    /** From now on everything is known that was written before the start. */
    public void ready() {
        change(now -> {
            now.ready = true;
            now.router.regroup(clock.instant());
        });
    }

    /** Takes up what is ours by now, after the ownership has changed. */
    public void regroup() {
        change(now -> {
            if (now.ready) {
                now.router.regroup(clock.instant());
            }
        });
    }

    /** Decides by another file from now on; what is known stays. */
    public void reroute(Routing routing) {
        change(now -> {
            now.router = new Router(routing, now.ownership::ownsKey, now.router.known());
            if (now.ready) {
                now.router.regroup(clock.instant());
            }
        });
    }

    /** Waits for news since the last time, until {@code moment} at the latest; whether there is some. */
    public boolean awaitNews(Instant moment) throws InterruptedException {
        lock.lock();
        try {
            var nanos = Duration.between(clock.instant(), moment).toNanos();
            while (!hasNews && nanos > 0) {
                nanos = news.awaitNanos(nanos);
            }
            var came = hasNews;
            hasNews = false;
            return came;
        } finally {
            lock.unlock();
        }
    }
}
