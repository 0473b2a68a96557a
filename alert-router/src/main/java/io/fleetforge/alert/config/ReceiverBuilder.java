package io.fleetforge.alert.config;

import io.fleetforge.alert.receiver.Integration;
import io.fleetforge.alert.receiver.Integration.SmtpHost;
import io.fleetforge.alert.receiver.Receiver;
import io.fleetforge.alert.receiver.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds a receiver from the file. */
final class ReceiverBuilder {

    private static final String PAGERDUTY = "https://events.pagerduty.com/v2/enqueue";
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    private final ReceiverFile file;
    private final Set<String> policies;
    private final List<Integration> integrations = new ArrayList<>();

    private ReceiverBuilder(ReceiverFile file, Set<String> policies) {
        this.file = file;
        this.policies = policies;
    }

    static Receiver of(ReceiverFile file, Set<String> policies) throws BadConfigException {
        return new ReceiverBuilder(file, policies).build();
    }

    private Receiver build() throws BadConfigException {
        for (var each : RoutingReader.orEmpty(file.webhookConfigs())) {
            webhook(each);
        }
        for (var each : RoutingReader.orEmpty(file.slackConfigs())) {
            slack(each);
        }
        for (var each : RoutingReader.orEmpty(file.pagerdutyConfigs())) {
            pagerDuty(each);
        }
        for (var each : RoutingReader.orEmpty(file.emailConfigs())) {
            email(each);
        }
        if (RoutingReader.orEmpty(file.oncallConfigs()).size() > 1) {
            throw bad(file.name(), "oncall_configs: at most one policy; add steps to it instead");
        }
        for (var each : RoutingReader.orEmpty(file.oncallConfigs())) {
            if (!policies.contains(each.policy().value())) {
                throw bad(
                        each.policy(),
                        "there is no escalation policy '%s'"
                                .formatted(each.policy().value()));
            }
            integrations.add(
                    new Integration.OnCall(name("oncall"), each.policy().value()));
        }
        return new Receiver(
                file.name().value(), Optional.ofNullable(file.fallback()).map(Text::value), integrations);
    }

    private void webhook(ReceiverFile.Webhook each) throws BadConfigException {
        var authorization = each.httpConfig() == null ? null : each.httpConfig().authorization();
        var timeout = each.timeout() == null
                ? DEFAULT_TIMEOUT
                : TreeBuilder.read(each.timeout(), "timeout", Durations::parse);
        if (each.timeout() != null && (timeout.isZero() || timeout.compareTo(LONGEST_TIMEOUT) > 0)) {
            throw bad(each.timeout(), "timeout: above 0s, at most %s".formatted(LONGEST_TIMEOUT));
        }
        var maxAlerts =
                each.maxAlerts() == null ? 0 : TreeBuilder.read(each.maxAlerts(), "max_alerts", Integer::parseInt);
        integrations.add(new Integration.Webhook(
                name("webhook"),
                each.sendResolved() == null || each.sendResolved(),
                url("url", each.url(), each.urlFile()),
                authorization == null
                        ? Optional.empty()
                        : Optional.of(
                                secret("credentials", authorization.credentials(), authorization.credentialsFile())),
                each.signingKeyFile() == null
                        ? Optional.empty()
                        : Optional.of(secret("signing_key", null, each.signingKeyFile())),
                maxAlerts,
                timeout));
    }

    private void slack(ReceiverFile.Slack each) throws BadConfigException {
        integrations.add(new Integration.Slack(
                name("slack"),
                each.sendResolved() != null && each.sendResolved(),
                url("api_url", each.apiUrl(), each.apiUrlFile()),
                each.channel() == null ? "" : each.channel().value()));
    }

    private void pagerDuty(ReceiverFile.PagerDuty each) throws BadConfigException {
        integrations.add(new Integration.PagerDuty(
                name("pagerduty"),
                each.sendResolved() == null || each.sendResolved(),
                secret("routing_key", each.routingKey(), each.routingKeyFile()),
                each.url() == null ? Secret.of(PAGERDUTY) : url("url", each.url(), null)));
    }

    private void email(ReceiverFile.Email each) throws BadConfigException {
        if (each.to() == null || each.from() == null || each.smarthost() == null) {
            throw bad(file.name(), "email_configs: to, from and smarthost are needed");
        }
        var startTls = each.requireTls() == null || each.requireTls();
        var host = TreeBuilder.read(each.smarthost(), "smarthost", text -> host(text, startTls));
        var user = Optional.ofNullable(each.authUsername()).map(Text::value);
        integrations.add(new Integration.Email(
                name("email"),
                each.sendResolved() != null && each.sendResolved(),
                Arrays.stream(each.to().value().split(",")).map(String::strip).toList(),
                each.from().value(),
                host,
                user,
                user.isEmpty()
                        ? Optional.empty()
                        : Optional.of(secret("auth_password", each.authPassword(), each.authPasswordFile()))));
    }

    private static SmtpHost host(String text, boolean startTls) {
        var colon = text.lastIndexOf(':');
        if (colon < 1 || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("host:port is needed, got '%s'".formatted(text));
        }
        return new SmtpHost(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)), startTls);
    }

    private String name(String kind) {
        return file.name().value() + "/" + kind + "-" + integrations.size();
    }

    private Secret url(String field, @Nullable Text value, @Nullable Text inFile) throws BadConfigException {
        if (value != null) {
            TreeBuilder.read(value, field, ReceiverBuilder::requireHttp);
        }
        return secret(field, value, inFile);
    }

    private static URI requireHttp(String text) {
        var isHttp = text.startsWith("http://") || text.startsWith("https://");
        try {
            var uri = URI.create(text);
            if (isHttp && uri.getHost() != null && uri.getUserInfo() == null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("it is not a URL", e);
        }
        throw new IllegalArgumentException("a URL of http or https with a host and without credentials is needed");
    }

    private Secret secret(String field, @Nullable Text value, @Nullable Text inFile) throws BadConfigException {
        if (value == null && inFile == null) {
            throw bad(file.name(), "%s or %s_file is needed".formatted(field, field));
        }
        if (value != null && inFile != null) {
            throw bad(value, "%s and %s_file exclude each other".formatted(field, field));
        }
        return value == null
                ? Secret.in(Path.of(java.util.Objects.requireNonNull(inFile).value()))
                : Secret.of(value.value());
    }

    private static BadConfigException bad(Text at, String reason) {
        return new BadConfigException(at.line(), reason);
    }
}
