package io.fleetforge.alert.receiver;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One way of telling a receiver. Its name is the receiver's and its place there, such as {@code ops/slack-0}. */
public sealed interface Integration {

    String name();

    /** Whether it is told of ends as well. */
    boolean sendsResolved();

    /**
     * A POST of Alertmanager's webhook body, version 4.
     *
     * @param bearer sent in {@code Authorization}
     * @param signingKey of the {@link Signature} that is sent along
     * @param mostAlerts in one body, the others are counted; 0 for all
     */
    record Webhook(
            String name,
            boolean sendsResolved,
            Secret url,
            Optional<Secret> bearer,
            Optional<Secret> signingKey,
            int mostAlerts,
            Duration timeout)
            implements Integration {}

    /** A message to Slack's incoming webhook, or to what speaks as it does. */
    record Slack(String name, boolean sendsResolved, Secret url, String channel) implements Integration {}

    /** Events v2 of PagerDuty. */
    record PagerDuty(String name, boolean sendsResolved, Secret routingKey, Secret url) implements Integration {}

    /**
     * A mail over SMTP.
     *
     * @param password of {@code user}; both empty when the host asks for none
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
     * Where mails are handed in.
     *
     * @param startTls whether the connection must be encrypted before anything is said
     */
    record SmtpHost(String host, int port, boolean startTls) {
        public SmtpHost {
            if (host.isBlank() || port < 1 || port > 65_535) {
                throw new IllegalArgumentException("smarthost: host:port is needed, got %s:%d".formatted(host, port));
            }
        }
    }

    /** Opens an incident, which pages people by an escalation policy until one of them has it. */
    record OnCall(String name, String policy) implements Integration {
        @Override
        public boolean sendsResolved() {
            return true;
        }
    }
}
