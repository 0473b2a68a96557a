package io.fleetforge.alert.golden;

import io.fleetforge.alert.config.BadConfigException;
import io.fleetforge.alert.config.RoutingReader;
import io.fleetforge.alert.decide.Router.Known;
import io.fleetforge.alert.decide.Router;
import io.fleetforge.alert.golden.Timeline.Said;
import io.fleetforge.alert.golden.Timeline.Silenced;
import io.fleetforge.alert.golden.Timeline.Step;
import io.fleetforge.alert.group.Decision.Tell;
import io.fleetforge.alert.group.Notification;
import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.model.LabelSet;
import io.fleetforge.alert.model.Matcher;
import io.fleetforge.alert.silence.Silence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** Our core, played in no time. */
final class OurRouter {

    private static final Instant BEGINNING = Instant.parse("2026-01-02T03:04:05Z");

    private final Router router;
    private final List<ReceivedNotification> heard = new ArrayList<>();

    OurRouter(String routing) throws BadConfigException {
        router = new Router(RoutingReader.read(routing.replace("HERE", "example.org")), group -> true, Known.nothing());
    }

    List<ReceivedNotification> play(List<Step> steps, Duration until) {
        for (var step : steps.stream().sorted(Comparator.comparing(Step::at)).toList()) {
            var now = BEGINNING.plus(step.at());
            lookUntil(now);
            say(step, now);
        }
        lookUntil(BEGINNING.plus(until));
        return heard;
    }

    private void say(Step step, Instant now) {
        switch (step.word()) {
            case Said said -> {
                var labels = LabelSet.of(said.labels());
                var starts = said.firing() ? now : now.minusMillis(1);
                var ends = said.firing() ? now.plusSeconds(3600) : now;
                router.take(new Alert(labels, new TreeMap<>(), starts, ends, "", now), now);
            }
            case Silenced silenced ->
                router.put(new Silence(
                        step.scenario() + silenced.alertName(),
                        List.of(
                                Matcher.equal("alertname", silenced.alertName()),
                                Matcher.equal("scenario", step.scenario())),
                        now,
                        now.plus(silenced.duration()),
                        "golden",
                        "golden"));
        }
    }

    private void lookUntil(Instant moment) {
        for (var next = router.nextLook(); next.isPresent() && next.get().isBefore(moment); next = router.nextLook()) {
            for (var look : router.look(next.get())) {
                look.verdicts().stream()
                        .filter(verdict -> verdict.decision() instanceof Tell)
                        .map(verdict -> ((Tell) verdict.decision()).notification())
                        .forEach(notification -> hear(notification, look.receiver()));
            }
        }
    }

    private void hear(Notification notification, String receiver) {
        router.delivered(notification);
        heard.add(new ReceivedNotification(
                notification.commonLabels().get("scenario"),
                Duration.between(BEGINNING, notification.at()),
                receiver,
                names(notification.firing()),
                names(notification.resolved())));
    }

    private static List<String> names(List<Alert> alerts) {
        return alerts.stream().map(Alert::name).sorted().toList();
    }
}
