package io.fleetforge.alert.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of alert-router. */
@ConfigMapping(prefix = "fleetforge.alert")
public interface AlertConfig {

    /** Names this process in claims and events. */
    @WithDefault("${POD_NAME:local}")
    String instance();

    /** The routing file, in Alertmanager's dialect; read anew when it changes. */
    @WithDefault("/etc/fleetforge/alert-router/routing.yaml")
    Path routingFile();

    /** Where people reach this service; links in notifications begin with it. */
    @WithDefault("http://localhost:8080")
    String externalUrl();

    /** How long an alert fires that was sent without an end and is not sent again. */
    @WithDefault("5m")
    Duration resolveTimeout();

    /** How long an alert of Alertmanager's webhook fires that it does not repeat; longer than its {@code repeat_interval}. */
    @WithDefault("24h")
    Duration webhookFiresFor();

    /** How long an alert that has ended is known. */
    @WithDefault("24h")
    Duration alertsKept();

    /** How many alerts are known at most, those that have ended included: each instance holds all of them in memory. */
    @WithDefault("50000")
    int mostAlerts();

    /** How long an incident that is over is known. */
    @WithDefault("30d")
    Duration incidentsKept();

    /** Where the traces of a correlation id are shown, for a link on the pages; {@code %s} is the id. Empty for no link. */
    Optional<String> tracesUrl();

    Webhook webhook();

    Egress egress();

    /** Who may send alerts without an account in the cluster. */
    interface Webhook {

        /**
         * Files that hold keys of the HMAC-SHA256 in {@code X-FleetForge-Signature}, see {@link io.fleetforge.alert.receiver.Signature}; any of them
         * counts, so that keys can be changed without a gap.
         */
        Optional<List<Path>> signingKeyFiles();

        /** Files that hold bearer tokens for senders that have no account in the cluster. */
        Optional<List<Path>> tokenFiles();
    }

    /** Where notifications may go. */
    interface Egress {

        /**
         * Networks that receivers may be in although they are not public, such as {@code 10.0.0.0/8}. Without them loopback, link-local,
         * private and multicast addresses are refused, whatever name leads there.
         */
        Optional<List<String>> allowedNetworks();
    }
}
