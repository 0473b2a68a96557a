package io.fleetforge.alert.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An element of {@code receivers}. */
record ReceiverFile(
        Text name,
        @Nullable Text fallback,
        @Nullable List<Webhook> webhookConfigs,
        @Nullable List<Slack> slackConfigs,
        @Nullable List<PagerDuty> pagerdutyConfigs,
        @Nullable List<Email> emailConfigs,
        @Nullable List<OnCall> oncallConfigs) {

    ReceiverFile {
        if (name == null) {
            throw new IllegalArgumentException("receivers: a name is needed");
        }
    }

    /** An element of {@code webhook_configs}. */
    record Webhook(
            @Nullable Text url,
            @Nullable Text urlFile,
            @Nullable Boolean sendResolved,
            @Nullable Text maxAlerts,
            @Nullable Text timeout,
            @Nullable Http httpConfig,
            @Nullable Text signingKeyFile) {}

    /** The supported part of {@code http_config}. */
    record Http(@Nullable Authorization authorization) {}

    /** Credentials of a request. */
    record Authorization(
            @Nullable Text type,
            @Nullable Text credentials,
            @Nullable Text credentialsFile) {}

    /** An element of {@code slack_configs}. */
    record Slack(
            @Nullable Text apiUrl,
            @Nullable Text apiUrlFile,
            @Nullable Text channel,
            @Nullable Boolean sendResolved) {}

    /** An element of {@code pagerduty_configs}. */
    record PagerDuty(
            @Nullable Text routingKey,
            @Nullable Text routingKeyFile,
            @Nullable Text url,
            @Nullable Boolean sendResolved) {}

    /** An element of {@code email_configs}. */
    record Email(
            @Nullable Text to,
            @Nullable Text from,
            @Nullable Text smarthost,
            @Nullable Text authUsername,
            @Nullable Text authPassword,
            @Nullable Text authPasswordFile,
            @Nullable Boolean requireTls,
            @Nullable Boolean sendResolved) {}

    /** An element of {@code oncall_configs}, which Alertmanager does not have. */
    record OnCall(Text policy) {
        OnCall {
            if (policy == null) {
                throw new IllegalArgumentException("oncall_configs: a policy is needed");
            }
        }
    }
}
