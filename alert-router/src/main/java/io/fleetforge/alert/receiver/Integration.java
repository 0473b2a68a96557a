package io.fleetforge.alert.receiver;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One configured way out of a receiver. Its name is the receiver's, its kind and its index, such as
 * {@code ops/slack-0}.
 */
public sealed interface Integration {

    String name();

    /** Whether resolved alerts are sent to it. */
    boolean sendsResolved();

    /**
     * A POST of Alertmanager's webhook body, version 4.
     *
     * @param bearer sent in {@code Authorization}
     * @param signingKey of the {@link Signature} header
     * @param maxAlerts in one body, further ones are counted only; 0 for all
     */
    record Webhook(
            String name,
            boolean sendsResolved,
            Secret url,
            Optional<Secret> bearer,
            Optional<Secret> signingKey,
            int maxAlerts,
            Duration timeout)
            implements Integration {}

    /** A message to Slack's incoming webhook, or to a compatible receiver. */
    record Slack(String name, boolean sendsResolved, Secret url, String channel) implements Integration {}

    /** Events v2 of PagerDuty. */
    record PagerDuty(String name, boolean sendsResolved, Secret routingKey, Secret url) implements Integration {}

    /**
     * A mail over SMTP.
     *
     * @param password of {@code user}; both empty for a host without authentication
     */
    record Email(
            String name,
            boolean sendsResolved,
            List<String> to,
            String from,
            SmtpHost host,
            Optional<String> user,
            Optional<Secret> password)
            implements Integration {
        public Email {
            to = List.copyOf(to);
        }
    }

    /**
     * The SMTP server for outgoing mails.
     *
     * @param startTls whether the connection must be encrypted first
     */
    record SmtpHost(String host, int port, boolean startTls) {
        public SmtpHost {
            if (host.isBlank() || port < 1 || port > 65_535) {
                throw new IllegalArgumentException(
                        String.format(Locale.ROOT, "smarthost: host:port is needed, got %s:%d", host, port));
            }
        }
    }

    /** Opens an incident, which pages users by an escalation policy until it is acknowledged. */
    record OnCall(String name, String policy) implements Integration {
        @Override
        public boolean sendsResolved() {
            return true;
        }
    }
}
