package io.fleetforge.alert.pipeline;

import io.fleetforge.alert.incident.CloseNotification;
import io.fleetforge.alert.incident.EntryFacts;
import io.fleetforge.alert.incident.EntryKind;
import io.fleetforge.alert.incident.Escalation.Page;
import io.fleetforge.alert.incident.Escalation;
import io.fleetforge.alert.incident.Incident.State;
import io.fleetforge.alert.incident.Incident;
import io.fleetforge.alert.incident.IncidentOpener;
import io.fleetforge.alert.incident.TimelineEntry;
import io.fleetforge.alert.messaging.IncidentLog;
import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.notify.Dispatcher.Until;
import io.fleetforge.alert.notify.Dispatcher;
import io.fleetforge.alert.notify.Message.Action;
import io.fleetforge.alert.notify.MessageFactory.Occasion;
import io.fleetforge.alert.notify.MessageFactory;
import io.fleetforge.alert.notify.UndeliveredTracker.Owed;
import io.fleetforge.alert.notify.UndeliveredTracker;
import io.fleetforge.alert.oncall.User;
import io.fleetforge.alert.receiver.Integration;
import io.fleetforge.alert.store.AlertStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Pages people of incidents that nobody has, and tells the channels that were paged when somebody does and when it is over. What was done
 * is a line of the incident, so that it is done once, whoever does it. Thread-safe.
 */
public final class Pager {

    private static final Logger LOG = Logger.getLogger(Pager.class);
    private static final Duration TRY_FOR = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final AlertStore desk;
    private final Dispatcher dispatcher;
    private final MessageFactory messages;
    private final IncidentLog log;
    private final UndeliveredTracker owed;
    private final Clock clock;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    public Pager(
            AlertStore desk, Dispatcher dispatcher, MessageFactory messages, GroupNotifier.Books books, Clock clock) {
        this.desk = desk;
        this.dispatcher = dispatcher;
        this.messages = messages;
        this.log = books.incidents();
        this.owed = books.owed();
        this.clock = clock;
    }

    /** Does what is due for an incident of ours. */
    public void attend(Incident incident, Instant now) {
        var plan = desk.ask(state -> state.router().routing().onCall());
        for (var page : Escalation.due(incident, plan, now)) {
            once(
                    incident.id() + page.entry(),
                    () -> page.person()
                            .ifPresentOrElse(
                                    person -> page(incident, page, person, now), () -> nobody(incident, page, now)));
        }
        for (var word : CloseNotification.due(incident)) {
            once(incident.id() + word.entry(), () -> close(incident, word, now));
        }
    }

    private void once(String what, Runnable deed) {
        if (underWay.add(what)) {
            try {
                deed.run();
            } catch (RuntimeException e) {
                again(what, PAUSE);
                throw e;
            }
        }
    }

    private void page(Incident incident, Page page, User person, Instant now) {
        var channels = desk.ask(state -> state.router().routing().receivers()).entrySet().stream()
                .filter(receiver -> receiver.getKey().equals(person.receiver()))
                .flatMap(receiver -> receiver.getValue().channels().stream())
                .toList();
        var message =
                messages.of(incident, new Occasion(Action.TRIGGER, page.entry()), alerts(incident), person.receiver());
        var attempts = channels.stream()
                .map(channel -> dispatcher
                        .deliver(channel, message, until(incident, now))
                        .thenApply(failure -> new Attempt(channel, failure))
                        .toCompletableFuture())
                .toList();
        CompletionStage<Void> all = CompletableFuture.allOf(attempts.toArray(CompletableFuture[]::new));
        all.thenCompose(done -> {
                    var reached = attempts.stream()
                            .map(CompletableFuture::join)
                            .filter(attempt -> attempt.failure().isEmpty())
                            .toList();
                    return write(incident, page, person, reached);
                })
                .whenComplete((written, failure) -> {
                    if (failure != null) {
                        LOG.warnf("page of %s is not written down: %s", incident.id(), failure.getMessage());
                    }
                    var isDone = failure == null
                            && written.filter(after -> after.has(page.entry())).isPresent();
                    again(incident.id() + page.entry(), isDone ? Duration.ZERO : PAUSE);
                });
    }

    private CompletionStage<Optional<Incident>> write(
            Incident incident, Page page, User person, List<Attempt> reached) {
        var at = clock.instant();
        if (reached.isEmpty()) {
            owe(incident, page, at);
        }
        if (reached.isEmpty() && incident.has(page.entry() + "/failed")) {
            return CompletableFuture.completedFuture(Optional.of(incident));
        }
        var entries = reached.isEmpty()
                ? List.of(unreached(page, person, at))
                : reached.stream()
                        .map(attempt -> paged(page, person, attempt.channel(), at, reached))
                        .toList();
        return log.add(incident, entries);
    }

    private void owe(Incident incident, Page page, Instant at) {
        BooleanSupplier isStill = () -> desk.ask(state -> state.ownership().ownsKey(incident.group())
                && state.incidents()
                        .find(incident.id())
                        .filter(now -> now.state() == State.OPEN && !now.has(page.entry()))
                        .isPresent());
        owed.failed(incident.id() + " " + page.entry(), new Owed(at, at.plus(TRY_FOR.multipliedBy(2)), isStill));
    }

    /** Lets it be tried again after a while. */
    private void again(String what, Duration after) {
        CompletableFuture.delayedExecutor(after.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> underWay.remove(what));
    }

    private record Attempt(Integration channel, Optional<String> failure) {}

    /** The first channel's line is the one that says that the person was paged. */
    private static TimelineEntry paged(Page page, User person, Integration channel, Instant at, List<Attempt> reached) {
        var isFirst = reached.getFirst().channel().equals(channel);
        return new TimelineEntry(
                isFirst ? page.entry() : page.entry() + "@" + channel.name(),
                at,
                EntryKind.PAGED,
                IncidentOpener.ROUTER,
                "%s was paged over %s (step %d)".formatted(person.name(), channel.name(), page.step()),
                Map.of(
                        EntryFacts.PERSON,
                        person.name(),
                        EntryFacts.CHANNEL,
                        channel.name(),
                        EntryFacts.STEP,
                        Integer.toString(page.step())));
    }

    private static TimelineEntry unreached(Page page, User person, Instant at) {
        return new TimelineEntry(
                page.entry() + "/failed",
                at,
                EntryKind.PAGE_FAILED,
                IncidentOpener.ROUTER,
                "%s cannot be reached; trying on (step %d)".formatted(person.name(), page.step()),
                Map.of(EntryFacts.PERSON, person.name()));
    }

    private void nobody(Incident incident, Page page, Instant now) {
        LOG.errorf("nobody is on call for %s at step %d", incident.id(), page.step());
        var text = "nobody is on call at step %d of policy %s".formatted(page.step(), incident.policy());
        var entry = new TimelineEntry(page.entry(), now, EntryKind.PAGE_FAILED, IncidentOpener.ROUTER, text, Map.of());
        log.add(incident, List.of(entry))
                .whenComplete((done, failure) -> underWay.remove(incident.id() + page.entry()));
    }

    private void close(Incident incident, CloseNotification.Word word, Instant now) {
        var channel = desk.ask(state -> state.router().routing().receivers().values().stream()
                .flatMap(receiver -> receiver.channels().stream())
                .filter(each -> each.name().equals(word.channel()))
                .findFirst());
        var action = word.over() ? Action.RESOLVE : Action.ACKNOWLEDGE;
        CompletionStage<Optional<String>> told = channel.isEmpty()
                ? CompletableFuture.completedFuture(Optional.empty())
                : dispatcher.deliver(
                        channel.get(),
                        messages.of(
                                incident,
                                new Occasion(action, word.entry()),
                                alerts(incident),
                                receiverOf(word.channel())),
                        until(incident, now));
        told.thenCompose(failure -> {
                    if (failure.isPresent()) {
                        return CompletableFuture.completedFuture(Optional.<Incident>empty());
                    }
                    var text = (word.over() ? "%s knows that it is over" : "%s knows who has it")
                            .formatted(word.channel());
                    return log.add(
                            incident,
                            List.of(new TimelineEntry(
                                    word.entry(),
                                    clock.instant(),
                                    EntryKind.CLOSED_AT,
                                    IncidentOpener.ROUTER,
                                    channel.isEmpty() ? word.channel() + " is not there any more" : text,
                                    Map.of(EntryFacts.CHANNEL, word.channel()))));
                })
                .whenComplete((done, failure) -> again(incident.id() + word.entry(), PAUSE));
    }

    private Until until(Incident incident, Instant now) {
        return new Until(
                now.plus(TRY_FOR), () -> desk.ask(state -> state.ownership().ownsKey(incident.group())));
    }

    private static String receiverOf(String channel) {
        return channel.substring(0, channel.lastIndexOf('/'));
    }

    /** What of its alerts is still known. */
    private List<Alert> alerts(Incident incident) {
        return desk.ask(state -> incident.timeline().getFirst().fingerprints().stream()
                .flatMap(fingerprint -> state.router().known().alerts().find(fingerprint).stream())
                .toList());
    }
}
