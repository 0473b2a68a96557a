package io.fleetforge.bots;

import io.fleetforge.contracts.geometry.Point;
import io.fleetforge.contracts.play.ClientMessage;
import io.fleetforge.contracts.play.ServerMessage.Fault;
import io.fleetforge.contracts.play.ServerMessage.Joined;
import io.fleetforge.contracts.play.ServerMessage.Redirect;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Opens or resumes one session: tries hosts until one accepts it. Not thread-safe: one bot uses it. */
final class JoinAttempt {

    /**
     * Wait after a refusal; doubled with each further one up to the limit, with jitter, so that a crowd does not retry in step.
     */
    private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(200);

    private static final long LONGEST_WAIT_NS = TimeUnit.SECONDS.toNanos(4);
    private static final long ANSWER_NS = TimeUnit.SECONDS.toNanos(10);
    /** After so many attempts the address of a host is looked up again. */
    private static final int ATTEMPTS_PER_ADDRESS = 5;

    private final HttpClient http;
    private final HostDirectory directory;
    private final TicketSource tickets;
    private final long timeoutNs;
    private String token = "";
    private String lastFailure = "out of time";
    /** Target of the last redirect; empty when the position decides. */
    private String host = "";

    JoinAttempt(HttpClient http, HostDirectory directory, TicketSource tickets, Duration timeout) {
        this.tickets = tickets;
        this.http = http;
        this.directory = directory;
        this.timeoutNs = timeout.toNanos();
    }

    /** An open socket that has the session. */
    record JoinedSession(BotSocket socket, Joined joined) {}

    /** Reason of the last failed attempt. */
    String lastFailure() {
        return lastFailure;
    }

    void follow(Redirect redirect) {
        host = redirect.host();
        if (!redirect.address().isEmpty()) {
            directory.put(host, redirect.address());
        }
        token = redirect.token().isEmpty() ? token : redirect.token();
    }

    void token(String newToken) {
        token = newToken;
    }

    /** A new session, from {@code sinceNs} on; null when none is accepted in time, or a host refuses for good. */
    @Nullable
    JoinedSession join(String player, Point position, long sinceNs) throws InterruptedException {
        return attempt(player, List.of(position), sinceNs + timeoutNs);
    }

    /**
     * The same session again.
     *
     * @param positions where the player may be by now
     */
    @Nullable
    JoinedSession resume(List<Point> positions, long sinceNs) throws InterruptedException {
        return attempt("", positions, sinceNs + timeoutNs);
    }

    private @Nullable JoinedSession attempt(String player, List<Point> positions, long deadlineNs)
            throws InterruptedException {
        var unanswered = 0;
        var waitNs = RETRY_NS;
        for (var attempt = 0; System.nanoTime() < deadlineNs; attempt++) {
            // A join without an answer may have created a session: the next join uses another name.
            var request = token.isEmpty()
                    ? new ClientMessage.Join(
                            unanswered == 0 ? player : player + "." + unanswered,
                            positions.getFirst().x(),
                            positions.getFirst().y(),
                            tickets.ticket(player))
                    : new ClientMessage.Resume(token);
            BotSocket socket = null;
            try {
                socket = new BotSocket(http, address(positions.get(attempt % positions.size())));
                socket.send(request);
                var answer = socket.next(Math.min(ANSWER_NS, deadlineNs - System.nanoTime()));
                switch (answer == null ? null : answer.message().orElse(null)) {
                    case Joined joined -> {
                        token = joined.token();
                        host = "";
                        return new JoinedSession(socket, joined);
                    }
                    case Redirect redirect -> {
                        follow(redirect);
                        waitNs = RETRY_NS / 2;
                    }
                    case Fault fault
                    when fault.retryAfterSeconds() == 0 -> {
                        lastFailure = fault.code();
                        socket.close();
                        return null;
                    }
                    case Fault fault -> lastFailure = fault.code();
                    case null, default -> {
                        lastFailure = "no answer";
                        unanswered++;
                    }
                }
                socket.close();
                if (attempt % ATTEMPTS_PER_ADDRESS == ATTEMPTS_PER_ADDRESS - 1) {
                    directory.remove(host);
                }
            } catch (InterruptedException e) {
                if (socket != null) {
                    socket.close();
                }
                throw e;
            } catch (IOException e) {
                lastFailure = e.getClass().getSimpleName();
                directory.remove(host);
                if (socket != null) {
                    unanswered++;
                    socket.close();
                }
            }
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(waitNs / 2, waitNs + waitNs / 2));
            waitNs = Math.min(LONGEST_WAIT_NS, 2 * waitNs);
        }
        return null;
    }

    /** The host of the last redirect, else the host of the position. */
    private String address(Point position) throws IOException, InterruptedException {
        var known = directory.address(host);
        return known.isPresent() ? known.get() : directory.locate(position);
    }
}
