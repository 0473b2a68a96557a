package io.fleetforge.alert.notify;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.notify.Message.Action;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The body of Alertmanager's webhook, version 4, with further fields of alert-router. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record WebhookBody(
        String version,
        String groupKey,
        @JsonInclude int truncatedAlerts,
        String status,
        String receiver,
        @JsonInclude Map<String, String> groupLabels,
        @JsonInclude Map<String, String> commonLabels,
        @JsonInclude Map<String, String> commonAnnotations,
        String externalURL,
        @JsonInclude List<Item> alerts,
        String title,
        String severity,
        String action,
        String incident) {

    /** One alert. */
    record Item(
            String status,
            Map<String, String> labels,
            Map<String, String> annotations,
            Instant startsAt,
            Instant endsAt,
            String generatorURL,
            String fingerprint) {}

    private static final Instant NOT_YET = Instant.parse("0001-01-01T00:00:00Z");

    static WebhookBody of(Message message, int maxAlerts) {
        var all = Stream.concat(
                        message.firing().stream().map(alert -> item(alert, true)),
                        message.resolved().stream().map(alert -> item(alert, false)))
                .toList();
        var shown = maxAlerts == 0 ? all : all.stream().limit(maxAlerts).toList();
        return new WebhookBody(
                "4",
                message.key(),
                all.size() - shown.size(),
                message.action() == Action.RESOLVE ? "resolved" : "firing",
                message.receiver(),
                message.groupLabels().values(),
                message.commonLabels().values(),
                commonAnnotations(all),
                message.link().toString(),
                shown,
                message.title(),
                message.severity().name(),
                message.action().name().toLowerCase(java.util.Locale.ROOT),
                message.incident());
    }

    private static Item item(Alert alert, boolean firing) {
        return new Item(
                firing ? "firing" : "resolved",
                alert.labels().values(),
                alert.annotations(),
                alert.startsAt(),
                firing ? NOT_YET : alert.endsAt(),
                alert.generatorUrl(),
                alert.fingerprint());
    }

    private static Map<String, String> commonAnnotations(List<Item> items) {
        if (items.isEmpty()) {
            return Map.of();
        }
        var common = new TreeMap<>(items.getFirst().annotations());
        items.forEach(item -> common.entrySet().retainAll(item.annotations().entrySet()));
        return common;
    }
}
