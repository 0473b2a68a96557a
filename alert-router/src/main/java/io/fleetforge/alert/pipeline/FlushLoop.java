package io.fleetforge.alert.pipeline;

import io.fleetforge.alert.decide.FlushResult;
import io.fleetforge.alert.incident.Escalation;
import io.fleetforge.alert.incident.Incident;
import io.fleetforge.alert.messaging.IncidentLog;
import io.fleetforge.alert.messaging.StartupCatchup;
import io.fleetforge.alert.messaging.StatePublisher;
import io.fleetforge.alert.store.AlertStore;
import io.fleetforge.contracts.metric.Metric;
import io.fleetforge.runtime.metric.Meters;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Looks at what is due, again and again: groups first, then incidents, then what keeps the house. It sleeps until the next moment at
 * which something is due, or until there is news. One thread.
 */
public final class FlushLoop implements Runnable {

    private static final Logger LOG = Logger.getLogger(FlushLoop.class);
    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);
    private static final Duration SHORTEST_SLEEP = Duration.ofMillis(5);
    private static final Duration MARK_EVERY = Duration.ofSeconds(5);
    private static final Duration INCIDENTS_EVERY = Duration.ofMillis(500);
    private static final Duration HOUSE_EVERY = Duration.ofSeconds(30);

    /** Longer than this the broker does not wait for a silent member: another may act for its partitions by then. */
    private static final Duration DOUBT_AFTER = Duration.ofSeconds(8);

    private final AlertStore desk;
    private final Parts parts;
    private final Clock clock;
    private final Timer delay;

    private volatile Instant lastTurn = Instant.EPOCH;
    private Instant nextMark = Instant.MIN;
    private Instant nextIncidents = Instant.MIN;
    private Instant nextHouse = Instant.MIN;
    private final Set<String> relating = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    /** Who does what is due. */
    public record Parts(
            StartupCatchup startUp,
            StatePublisher state,
            GroupNotifier notifier,
            Pager pager,
            IncidentLog log,
            Retention houseKeeping) {}

    public FlushLoop(AlertStore desk, Parts parts, Clock clock, Meters meters) {
        this.desk = desk;
        this.parts = parts;
        this.clock = clock;
        this.delay = meters.timer(Metric.NOTIFICATION_DELAY);
    }

    /** Whether it has turned within {@code age}, or has not begun. */
    public boolean isAlive(Duration age) {
        return lastTurn.equals(Instant.EPOCH)
                || lastTurn.isAfter(clock.instant().minus(age));
    }

    public void stop() {
        stopped = true;
        desk.change(now -> {});
    }

    @Override
    public void run() {
        while (!stopped) {
            try {
                var next = turn(clock.instant());
                if (desk.awaitNews(next)) {
                    TimeUnit.MILLISECONDS.sleep(
                            SHORTEST_SLEEP.toMillis()); // it comes in crowds: one turn for all of it
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.error("a turn broke; the next one goes on", e);
                desk.change(state -> state.router().regroup(clock.instant()));
            }
        }
    }

    /** Does what is due; tells when the next turn is. */
    Instant turn(Instant now) {
        doubt(now);
        lastTurn = now;
        claim(now);
        if (!parts.startUp().isDone()) {
            mark(now);
            return now.plus(LONGEST_SLEEP);
        }
        for (var look : desk.ask(state -> state.look(now))) {
            safely(() -> carryOut(look, now));
        }
        if (!now.isBefore(nextIncidents)) {
            nextIncidents = now.plus(INCIDENTS_EVERY);
            incidents(now);
        }
        if (!now.isBefore(nextHouse)) {
            nextHouse = now.plus(HOUSE_EVERY);
            safely(() -> parts.houseKeeping().keep(now));
        }
        return next(now);
    }

    /** Whether another may have taken over meanwhile: after a sleep, after a jump of the clock, or cut off from the broker. */
    private void doubt(Instant now) {
        var isFirst = lastTurn.equals(Instant.EPOCH);
        var jumped =
                !isFirst && (now.isAfter(lastTurn.plus(DOUBT_AFTER)) || now.isBefore(lastTurn.minus(LONGEST_SLEEP)));
        var isCutOff = desk.ask(state -> state.ownership().isStale(now));
        if (jumped) {
            nextMark = Instant.MIN;
            nextIncidents = Instant.MIN;
            nextHouse = Instant.MIN;
        }
        if (jumped || isCutOff) {
            LOG.warnf(
                    "this process %s; it claims its partitions anew before it acts for them",
                    isCutOff ? "does not read its claims back" : "slept, or its clock was set");
            desk.change(state -> state.ownership().doubt(now));
            desk.regroup();
        }
    }

    private void mark(Instant now) {
        if (!now.isBefore(nextMark)) {
            nextMark = now.plus(MARK_EVERY);
            parts.startUp().mark();
        }
    }

    private void claim(Instant now) {
        for (var claim : desk.ask(state -> state.ownership().due(now))) {
            parts.state().claim(claim, now).whenComplete((done, failure) -> {
                if (failure != null) {
                    LOG.warnf("claim of partition %d is not written: %s", claim.partition(), failure.getMessage());
                }
            });
        }
    }

    private void carryOut(FlushResult look, Instant now) {
        delay.record(Duration.between(look.dueAt(), now));
        parts.notifier().carryOut(look);
    }

    private void incidents(Instant now) {
        for (var incident : ours()) {
            safely(() -> relate(incident));
            safely(() -> parts.pager().attend(incident, now));
        }
    }

    private void relate(Incident incident) {
        var lines = desk.ask(state -> state.happenings().linesFor(incident));
        if (lines.isEmpty() || !relating.add(incident.id())) {
            return;
        }
        parts.log().add(incident, lines).whenComplete((done, failure) -> {
            relating.remove(incident.id());
            if (failure != null) {
                LOG.debugf("lines of %s are not written: %s", incident.id(), failure.getMessage());
            }
        });
    }

    /** What breaks for one group or incident breaks for that one. */
    private static void safely(Runnable deed) {
        try {
            deed.run();
        } catch (RuntimeException e) {
            LOG.error("something that is due broke; it is tried again", e);
        }
    }

    /** Those that are not over, and those whose end not every channel knows. */
    private List<Incident> ours() {
        return desk.ask(state -> state.incidents().all().stream()
                .filter(incident -> state.ownership().ownsKey(incident.group()))
                .toList());
    }

    private Instant next(Instant now) {
        var sleep = now.plus(LONGEST_SLEEP);
        var plan = desk.ask(state -> state.router().routing().onCall());
        var steps = desk.ask(state -> List.copyOf(state.incidents().notOver())).stream()
                .flatMap(incident -> Escalation.next(incident, plan, now).stream());
        var looks = desk.ask(state -> state.router().nextLook()).stream();
        var next = Stream.of(Stream.of(sleep), steps, looks)
                .flatMap(each -> each)
                .min(java.util.Comparator.naturalOrder())
                .orElse(sleep);
        var soonest = now.plus(SHORTEST_SLEEP);
        return next.isBefore(soonest) ? soonest : next;
    }
}
