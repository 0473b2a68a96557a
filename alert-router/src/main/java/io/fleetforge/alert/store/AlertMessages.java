package io.fleetforge.alert.store;

import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.model.LabelSet;
import io.fleetforge.contracts.message.AlertMessage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Translates alerts to messages and back. */
public final class AlertMessages {

    private AlertMessages() {}

    public static AlertMessage of(Alert alert) {
        return new AlertMessage(
                alert.labels().values(),
                alert.annotations(),
                alert.startsAt(),
                endOf(alert),
                alert.generatorUrl(),
                alert.updatedAt());
    }

    private static @Nullable Instant endOf(Alert alert) {
        return alert.endsAt().isBefore(Alert.NEVER) ? alert.endsAt() : null;
    }

    public static Alert alert(AlertMessage message) {
        var end = message.endsAt();
        return new Alert(
                LabelSet.of(message.labels()),
                message.annotations(),
                message.startsAt(),
                end == null || end.isAfter(Alert.NEVER) ? Alert.NEVER : end,
                message.generatorUrl(),
                message.updatedAt());
    }
}
