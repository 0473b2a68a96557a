package io.fleetforge.alert.golden;

import io.fleetforge.alert.config.BadConfigException;
import io.fleetforge.alert.config.RoutingReader;
import io.fleetforge.alert.decide.Router;
import io.fleetforge.alert.decide.Router.RoutingState;
import io.fleetforge.alert.golden.Timeline.AlertSent;
import io.fleetforge.alert.golden.Timeline.Silenced;
import io.fleetforge.alert.golden.Timeline.Step;
import io.fleetforge.alert.group.Decision.Notify;
import io.fleetforge.alert.group.Notification;
import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.model.LabelSet;
import io.fleetforge.alert.model.Matcher;
import io.fleetforge.alert.model.Matchers;
import io.fleetforge.alert.silence.Silence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** Plays timelines on the router, in simulated time. */
final class OurRouter {

    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    private final Router router;
    private final List<ReceivedNotification> received = new ArrayList<>();

    OurRouter(String routing) throws BadConfigException {
        router = new Router(
                RoutingReader.read(routing.replace("HERE", "example.org")), group -> true, RoutingState.empty());
    }

    List<ReceivedNotification> play(List<Step> steps, Duration until) {
        for (var step : steps.stream().sorted(Comparator.comparing(Step::at)).toList()) {
            var now = START.plus(step.at());
            flushUntil(now);
            apply(step, now);
        }
        flushUntil(START.plus(until));
        return received;
    }

    private void apply(Step step, Instant now) {
        switch (step.input()) {
            case AlertSent alert -> {
                var labels = LabelSet.of(alert.labels());
                var starts = alert.firing() ? now : now.minusMillis(1);
                var ends = alert.firing() ? now.plusSeconds(3600) : now;
                router.merge(new Alert(labels, new TreeMap<>(), starts, ends, "", now), now);
            }
            case Silenced silenced ->
                router.putSilence(new Silence(
                        step.scenario() + silenced.alertName(),
                        Matchers.of(
                                Matcher.equal("alertname", silenced.alertName()),
                                Matcher.equal("scenario", step.scenario())),
                        now,
                        now.plus(silenced.duration()),
                        "golden",
                        "golden"));
        }
    }

    private void flushUntil(Instant end) {
        for (var next = router.nextFlush(); next.isPresent() && next.get().isBefore(end); next = router.nextFlush()) {
            for (var result : router.flush(next.get())) {
                result.decisions().stream()
                        .filter(each -> each.decision() instanceof Notify)
                        .map(each -> ((Notify) each.decision()).notification())
                        .forEach(notification -> receive(notification, result.receiver()));
            }
        }
    }

    private void receive(Notification notification, String receiver) {
        router.delivered(notification);
        received.add(new ReceivedNotification(
                notification.commonLabels().get("scenario"),
                Duration.between(START, notification.at()),
                receiver,
                names(notification.firing()),
                names(notification.resolved())));
    }

    private static List<String> names(List<Alert> alerts) {
        return alerts.stream().map(Alert::name).sorted().toList();
    }
}
