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

    /** Name of this instance in claims and events. */
    @WithDefault("${POD_NAME:local}")
    String instance();

    /** The routing file, in Alertmanager's format; reloaded when it changes. */
    @WithDefault("/etc/fleetforge/alert-router/routing.yaml")
    Path routingFile();

    /** Address of this service for browsers; links in notifications start with it. */
    @WithDefault("http://localhost:8080")
    String externalUrl();

    /** How long an alert without an end fires that is not sent again. */
    @WithDefault("5m")
    Duration resolveTimeout();

    /**
     * How long an alert of Alertmanager's webhook fires that is not repeated; longer than its {@code repeat_interval}.
     */
    @WithDefault("24h")
    Duration webhookResolveTimeout();

    /** How long an ended alert is kept. */
    @WithDefault("24h")
    Duration alertRetention();

    /** Most alerts that are kept, ended ones included: each instance holds all of them in memory. */
    @WithDefault("50000")
    int maxAlerts();

    /** How long a closed incident is kept. */
    @WithDefault("30d")
    Duration incidentRetention();

    /** Address of the traces of a correlation id, for a link on the pages; {@code %s} is the id. Empty for no link. */
    Optional<String> tracesUrl();

    Webhook webhook();

    Egress egress();

    /** Credentials of senders without an account in the cluster. */
    interface Webhook {

        /**
         * Files that hold keys of the HMAC-SHA256 in {@code X-FleetForge-Signature}, see
         * {@link io.fleetforge.alert.receiver.Signature}; any of them is valid, so that keys can be rotated without a
         * gap.
         */
        Optional<List<Path>> signingKeyFiles();

        /** Files that hold bearer tokens; any of them is valid. */
        Optional<List<Path>> tokenFiles();
    }

    /** Limits on the addresses of receivers. */
    interface Egress {

        /**
         * Networks that receivers may be in although they are not public, such as {@code 10.0.0.0/8}. Otherwise
         * loopback, link-local, private and multicast addresses are refused, whatever name resolves to them.
         */
        Optional<List<String>> allowedNetworks();
    }
}
