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

/** Gets one session in: knocks at hosts until one has it. One bot's, not thread-safe. */
final class JoinAttempt {

    /** After a refusal; doubled with each one that follows, up to the longest, and spread, so that a crowd does not come as one. */
    private static final long AGAIN_NS = TimeUnit.MILLISECONDS.toNanos(200);

    private static final long LONGEST_WAIT_NS = TimeUnit.SECONDS.toNanos(4);
    private static final long ANSWER_NS = TimeUnit.SECONDS.toNanos(10);
    /** After so many knocks the address of a host is asked for again. */
    private static final int KNOCKS = 5;

    private final HttpClient http;
    private final HostDirectory directory;
    private final long patienceNs;
    private String token = "";
    private String why = "out of time";
    /** Where it was sent; empty when it goes by its place. */
    private String host = "";

    JoinAttempt(HttpClient http, HostDirectory directory, Duration patience) {
        this.http = http;
        this.directory = directory;
        this.patienceNs = patience.toNanos();
    }

    /** An open socket that has the session. */
    record Entered(BotSocket socket, Joined joined) {}

    /** Why the last try failed. */
    String why() {
        return why;
    }

    void heed(Redirect redirect) {
        host = redirect.host();
        if (!redirect.address().isEmpty()) {
            directory.learn(host, redirect.address());
        }
        token = redirect.token().isEmpty() ? token : redirect.token();
    }

    void token(String fresh) {
        token = fresh;
    }

    /** A new session, from {@code sinceNs} on; null when there is none in time, or a host says that there will be none. */
    @Nullable
    Entered join(String player, Point place, long sinceNs) throws InterruptedException {
        return enter(player, List.of(place), sinceNs + patienceNs);
    }

    /**
     * The session again.
     *
     * @param places where it may stand by now
     */
    @Nullable
    Entered resume(List<Point> places, long sinceNs) throws InterruptedException {
        return enter("", places, sinceNs + patienceNs);
    }

    private @Nullable Entered enter(String player, List<Point> places, long deadlineNs) throws InterruptedException {
        var unheard = 0;
        var waitNs = AGAIN_NS;
        for (var knock = 0; System.nanoTime() < deadlineNs; knock++) {
            // Whoever got no answer may have a session that it does not know: it comes as somebody else.
            var word = token.isEmpty()
                    ? new ClientMessage.Join(
                            unheard == 0 ? player : player + "." + unheard,
                            places.getFirst().x(),
                            places.getFirst().y())
                    : new ClientMessage.Resume(token);
            BotSocket socket = null;
            try {
                socket = new BotSocket(http, address(places.get(knock % places.size())));
                socket.send(word);
                var answer = socket.next(Math.min(ANSWER_NS, deadlineNs - System.nanoTime()));
                switch (answer == null ? null : answer.message().orElse(null)) {
                    case Joined joined -> {
                        token = joined.token();
                        host = "";
                        return new Entered(socket, joined);
                    }
                    case Redirect redirect -> {
                        heed(redirect);
                        waitNs = AGAIN_NS / 2;
                    }
                    case Fault fault
                    when fault.retryAfterSeconds() == 0 -> {
                        why = fault.code();
                        socket.close();
                        return null;
                    }
                    case Fault fault -> why = fault.code();
                    case null, default -> {
                        why = "no answer";
                        unheard++;
                    }
                }
                socket.close();
                if (knock % KNOCKS == KNOCKS - 1) {
                    directory.forget(host);
                }
            } catch (IOException e) {
                why = e.getClass().getSimpleName();
                directory.forget(host);
                if (socket != null) {
                    unheard++;
                    socket.close();
                }
            }
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(waitNs / 2, waitNs + waitNs / 2));
            waitNs = Math.min(LONGEST_WAIT_NS, 2 * waitNs);
        }
        return null;
    }

    /** Of the host that the bot was sent to, else of the one that has the place. */
    private String address(Point place) throws IOException, InterruptedException {
        var known = directory.address(host);
        return known.isPresent() ? known.get() : directory.locate(place);
    }
}
