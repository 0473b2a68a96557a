package io.fleetforge.alert.pipeline;

import io.fleetforge.alert.action.IncidentLog;
import io.fleetforge.alert.incident.EntryFacts;
import io.fleetforge.alert.incident.EntryKind;
import io.fleetforge.alert.incident.Escalation;
import io.fleetforge.alert.incident.Escalation.Page;
import io.fleetforge.alert.incident.Incident;
import io.fleetforge.alert.incident.Incident.State;
import io.fleetforge.alert.incident.IncidentOpener;
import io.fleetforge.alert.incident.TimelineEntry;
import io.fleetforge.alert.notify.Message.Action;
import io.fleetforge.alert.notify.MessageFactory.Occasion;
import io.fleetforge.alert.notify.UndeliveredTracker;
import io.fleetforge.alert.notify.UndeliveredTracker.Undelivered;
import io.fleetforge.alert.oncall.User;
import io.fleetforge.alert.receiver.Integration;
import io.fleetforge.alert.receiver.Receiver;
import io.fleetforge.alert.store.AlertStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Pages users by the escalation policy of an incident. A delivered page is an entry of the timeline, so that it is sent
 * once, by whatever instance. Thread-safe.
 */
public final class Pager {

    private static final Logger LOG = Logger.getLogger(Pager.class);

    private final AlertStore store;
    private final IncidentMessenger messenger;
    private final IncidentLog log;
    private final UndeliveredTracker undelivered;
    private final Clock clock;
    private final InFlightTasks inFlight = new InFlightTasks();

    public Pager(
            AlertStore store,
            IncidentMessenger messenger,
            IncidentLog log,
            UndeliveredTracker undelivered,
            Clock clock) {
        this.store = store;
        this.messenger = messenger;
        this.log = log;
        this.undelivered = undelivered;
        this.clock = clock;
    }

    /** Starts the pages that are due for an incident of this instance. */
    public void page(Incident incident, Instant now) {
        var plan = store.call(state -> state.routing().onCall());
        for (var page : Escalation.due(incident, plan, now)) {
            inFlight.run(
                    key(incident, page),
                    () -> page.user()
                            .ifPresentOrElse(
                                    user -> page(incident, page, user, now), () -> recordGap(incident, page, now)));
        }
    }

    private static String key(Incident incident, Page page) {
        return incident.id() + " " + page.entry();
    }

    private void page(Incident incident, Page page, User user, Instant now) {
        var attempts = integrations(user).stream()
                .map(integration -> messenger
                        .send(incident, new Occasion(Action.TRIGGER, page.entry()), integration, now)
                        .thenApply(failure -> new Attempt(integration, failure))
                        .toCompletableFuture())
                .toList();
        CompletionStage<Void> all = CompletableFuture.allOf(attempts.toArray(CompletableFuture[]::new));
        all.thenCompose(done -> {
                    var reached = attempts.stream()
                            .map(CompletableFuture::join)
                            .filter(attempt -> attempt.failure().isEmpty())
                            .map(Attempt::integration)
                            .toList();
                    return reached.isEmpty()
                            ? recordFailure(incident, page, user)
                            : log.add(incident, delivered(page, user, reached));
                })
                .whenComplete((written, failure) -> {
                    if (failure != null) {
                        LOG.warnf("page of %s not written: %s", incident.id(), failure.getMessage());
                    }
                    var isDone = failure == null
                            && written.filter(after -> after.has(page.entry())).isPresent();
                    inFlight.release(key(incident, page), isDone ? Duration.ZERO : InFlightTasks.RETRY_AFTER);
                });
    }

    private record Attempt(Integration integration, Optional<String> failure) {}

    private List<Integration> integrations(User user) {
        return store.call(
                        state -> Optional.ofNullable(state.routing().receivers().get(user.receiver())))
                .map(Receiver::integrations)
                .orElse(List.of());
    }

    /** One entry for each integration; the first has the id of the page. */
    private List<TimelineEntry> delivered(Page page, User user, List<Integration> reached) {
        var at = clock.instant();
        var step = Integer.toString(page.step());
        return reached.stream()
                .map(integration -> new TimelineEntry(
                        integration.equals(reached.getFirst()) ? page.entry() : page.entry() + "@" + integration.name(),
                        at,
                        EntryKind.PAGED,
                        IncidentOpener.ROUTER,
                        "%s was paged through %s (step %s)".formatted(user.name(), integration.name(), step),
                        Map.of(
                                EntryFacts.USER,
                                user.name(),
                                EntryFacts.INTEGRATION,
                                integration.name(),
                                EntryFacts.STEP,
                                step)))
                .toList();
    }

    private CompletionStage<Optional<Incident>> recordFailure(Incident incident, Page page, User user) {
        var at = clock.instant();
        undelivered.failed(
                key(incident, page),
                new Undelivered(at, at.plus(IncidentMessenger.DEADLINE.multipliedBy(2)), isPending(incident, page)));
        var id = page.entry() + "/failed";
        if (incident.has(id)) {
            return CompletableFuture.completedFuture(Optional.of(incident));
        }
        var text = String.format(
                Locale.ROOT,
                "%s was not paged: no integration of receiver %s accepted the page; retrying (step %d)",
                user.name(),
                user.receiver(),
                page.step());
        var facts = Map.of(EntryFacts.USER, user.name());
        return log.add(
                incident,
                List.of(new TimelineEntry(id, at, EntryKind.PAGE_FAILED, IncidentOpener.ROUTER, text, facts)));
    }

    private BooleanSupplier isPending(Incident incident, Page page) {
        return () -> store.call(state -> state.ownership().ownsKey(incident.group())
                && state.incidents()
                        .find(incident.id())
                        .filter(now -> now.state() == State.OPEN && !now.has(page.entry()))
                        .isPresent());
    }

    /** Records that the schedules of a step have a gap. */
    private void recordGap(Incident incident, Page page, Instant now) {
        LOG.errorf("%s: no user is on call at step %d of policy %s", incident.id(), page.step(), incident.policy());
        var text = String.format(
                Locale.ROOT, "no user is on call at step %d of policy %s", page.step(), incident.policy());
        var entry = new TimelineEntry(page.entry(), now, EntryKind.PAGE_FAILED, IncidentOpener.ROUTER, text, Map.of());
        log.add(incident, List.of(entry)).whenComplete((done, failure) -> inFlight.release(key(incident, page)));
    }
}
