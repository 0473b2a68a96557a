package io.fleetforge.alert.notify;

import io.fleetforge.alert.notify.Message.Action;
import io.fleetforge.alert.receiver.Integration;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.StartTLSOptions;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends mails, one connection each: they are rare, and the password may be rotated. To be called on a virtual thread.
 */
public final class Mailer {

    private static final long TIMEOUT_S = 20;

    private final Vertx vertx;
    private final AddressGuard guard;

    public Mailer(Vertx vertx, AddressGuard guard) {
        this.vertx = vertx;
        this.guard = guard;
    }

    void send(Integration.Email integration, Message message) throws UndeliveredException, InterruptedException {
        var host = integration.host();
        guard.resolve(host.host());
        var config = new MailConfig()
                .setHostname(host.host())
                .setPort(host.port())
                .setStarttls(host.startTls() ? StartTLSOptions.REQUIRED : StartTLSOptions.DISABLED)
                .setKeepAlive(false)
                .setLogin(integration.user().isPresent() ? LoginOption.REQUIRED : LoginOption.NONE);
        if (integration.user().isPresent() && integration.password().isPresent()) {
            config.setUsername(integration.user().get())
                    .setPassword(SecretReader.read(integration.password().get()));
        }
        var mail = new MailMessage()
                .setFrom(integration.from())
                .setTo(integration.to())
                .setSubject(subject(message))
                .setText(text(message));
        mail.addHeader("X-FleetForge-Key", DedupKeys.fold(message));
        var client = MailClient.create(vertx, config);
        try {
            client.sendMail(mail).toCompletionStage().toCompletableFuture().get(TIMEOUT_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw UndeliveredException.retryable("the mail server did not accept the mail");
        } catch (TimeoutException e) {
            throw UndeliveredException.retryable("the mail server did not accept the mail within " + TIMEOUT_S + " s");
        } finally {
            client.close();
        }
    }

    private static String subject(Message message) {
        var tag = message.action() == Action.RESOLVE
                ? "RESOLVED"
                : message.severity().name();
        return "[%s] %s".formatted(tag, TextSanitizer.line(message.title(), TextSanitizer.TITLE_CHARS));
    }

    private static String text(Message message) {
        var text = new StringBuilder();
        TextSanitizer.lines(message.firing())
                .forEach(line -> text.append("firing: ").append(line).append('\n'));
        TextSanitizer.lines(message.resolved())
                .forEach(line -> text.append("resolved: ").append(line).append('\n'));
        return text.append('\n').append(message.link()).append('\n').toString();
    }
}
