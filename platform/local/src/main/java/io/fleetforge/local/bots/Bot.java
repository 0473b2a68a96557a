package io.fleetforge.local.bots;

import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.geometry.Point;
import io.fleetforge.contracts.play.ClientMessage;
import io.fleetforge.contracts.play.ServerMessage;
import io.fleetforge.contracts.play.ServerMessage.Delta;
import io.fleetforge.contracts.play.ServerMessage.Fault;
import io.fleetforge.contracts.play.ServerMessage.Joined;
import io.fleetforge.contracts.play.ServerMessage.Redirect;
import io.fleetforge.contracts.play.ServerMessage.Token;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One player. It joins when it is due, sends a new target twice a second whatever comes back, follows redirects, comes back
 * after a broken socket, and leaves at the end. Blocks: one virtual thread each.
 */
final class Bot implements Runnable {

    private static final long MOVE_EVERY_NS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(30);
    private static final long AGAIN_NS = TimeUnit.MILLISECONDS.toNanos(200);

    /**
     * What all bots of a run share.
     *
     * @param endNs when everybody leaves
     */
    record Run(HttpClient http, Directory directory, CrowdPattern pattern, Bounds world, Tally tally, long endNs) {}

    private final String name;
    private final long dueNs;
    private final Run run;
    private final RandomGenerator random;
    private Point place;
    private String token = "";
    private String why = "out of time";
    /** Where it was sent; empty when it goes by its place. */
    private String host = "";

    private long seq;
    private long movedNs;
    private long deltaNs;

    Bot(String name, long dueNs, Run run, RandomGenerator random) {
        this.name = name;
        this.dueNs = dueNs;
        this.run = run;
        this.random = random;
        this.place = run.pattern().start(run.world(), random);
    }

    @Override
    public void run() {
        try {
            LockSupport.parkNanos(dueNs - System.nanoTime());
            var socket = enter(new ClientMessage.Join(name, place.x(), place.y()), dueNs + PATIENCE_NS);
            if (socket == null) {
                run.tally().refused(why);
                return;
            }
            run.tally().joined(dueNs, System.nanoTime());
            movedNs = System.nanoTime();
            while (socket != null && System.nanoTime() < run.endNs()) {
                socket = play(socket);
            }
            if (socket == null) {
                run.tally().lost(why);
            } else {
                leave(socket);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Plays until the end, or until the socket is gone; then gives the next one, null when there is none. */
    private @Nullable BotSocket play(BotSocket socket) throws InterruptedException {
        try {
            while (System.nanoTime() < run.endNs()) {
                var nowNs = System.nanoTime();
                if (nowNs - movedNs >= MOVE_EVERY_NS) {
                    movedNs += MOVE_EVERY_NS; // open loop: the schedule does not wait for the host
                    var target = run.pattern().target(run.world(), random);
                    socket.send(new ClientMessage.Move(++seq, target.x(), target.y()));
                }
                var heard = socket.next(movedNs + MOVE_EVERY_NS - System.nanoTime());
                if (heard == null) {
                    continue;
                }
                if (heard.message().isEmpty()) {
                    return again(socket);
                }
                if (heard.message().get() instanceof Redirect redirect) {
                    return follow(socket, redirect, heard.atNs());
                }
                hear(heard.message().get(), heard.atNs());
            }
            return socket;
        } catch (IOException e) {
            return again(socket);
        }
    }

    private void hear(ServerMessage message, long atNs) {
        if (message instanceof Delta delta) {
            place = new Point(delta.originX(), delta.originY());
            if (deltaNs != 0) {
                run.tally().gap(atNs - deltaNs);
            }
            deltaNs = atNs;
        } else if (message instanceof Token(var fresh)) {
            token = fresh;
        }
    }

    private @Nullable BotSocket follow(BotSocket socket, Redirect redirect, long atNs) throws InterruptedException {
        socket.close();
        heed(redirect);
        var next = enter(new ClientMessage.Resume(token), atNs + PATIENCE_NS);
        if (next != null) {
            run.tally().redirected(System.nanoTime() - atNs);
        }
        return next;
    }

    private @Nullable BotSocket again(BotSocket socket) throws InterruptedException {
        socket.close();
        run.tally().reconnected();
        return enter(new ClientMessage.Resume(token), System.nanoTime() + PATIENCE_NS);
    }

    /** Knocks until a host lets the bot in; null when none does in time, or one says that none will. */
    private @Nullable BotSocket enter(ClientMessage word, long deadlineNs) throws InterruptedException {
        var asked = word;
        while (System.nanoTime() < deadlineNs) {
            BotSocket socket = null;
            try {
                socket = new BotSocket(run.http(), address());
                socket.send(asked);
                var answer = socket.next(deadlineNs - System.nanoTime());
                switch (answer == null ? null : answer.message().orElse(null)) {
                    case Joined joined -> {
                        token = joined.token();
                        seq = Math.max(seq, joined.lastSeq());
                        host = "";
                        return socket;
                    }
                    case Redirect redirect -> {
                        heed(redirect);
                        asked = token.isEmpty() ? word : new ClientMessage.Resume(token);
                    }
                    case Fault fault
                    when fault.retryAfterSeconds() == 0 -> {
                        why = fault.code();
                        socket.close();
                        return null;
                    }
                    case Fault fault -> why = fault.code();
                    case null, default -> why = "no answer";
                }
                socket.close();
            } catch (IOException e) {
                why = e.getClass().getSimpleName();
                run.directory().forget(host);
                host = "";
                if (socket != null) {
                    socket.close();
                }
            }
            LockSupport.parkNanos(AGAIN_NS);
        }
        return null;
    }

    private void heed(Redirect redirect) {
        host = redirect.host();
        token = redirect.token().isEmpty() ? token : redirect.token();
    }

    /** Of the host that the bot was sent to, else of the one that has its place. */
    private String address() throws IOException, InterruptedException {
        var known = run.directory().address(host);
        return known.isPresent() ? known.get() : run.directory().locate(place);
    }

    private static void leave(BotSocket socket) throws InterruptedException {
        try (socket) {
            socket.send(new ClientMessage.Leave());
            for (var heard = socket.next(PATIENCE_NS / 3);
                    heard != null && heard.message().isPresent(); ) {
                heard = socket.next(PATIENCE_NS / 3);
            }
        } catch (IOException e) {
            // It ends as an idle session: nothing is left to do for a bot that goes anyway.
        }
    }
}
