package io.fleetforge.bots;

import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.geometry.Point;
import io.fleetforge.contracts.play.ClientMessage;
import io.fleetforge.contracts.play.ServerMessage.Close;
import io.fleetforge.contracts.play.ServerMessage.Delta;
import io.fleetforge.contracts.play.ServerMessage.Redirect;
import io.fleetforge.contracts.play.ServerMessage.Token;
import io.fleetforge.contracts.play.ServerMessage;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One player. It joins when it is due, sends a new target on its own schedule whatever comes back, follows redirects, comes
 * back after a broken socket, and leaves at the end, or when it feels like it. Blocks: one virtual thread each.
 */
final class Bot implements Runnable {

    private static final long GOODBYE_NS = TimeUnit.SECONDS.toNanos(10);

    /** What all bots of a run share. */
    record Run(
            HttpClient http,
            HostDirectory directory,
            CrowdPattern pattern,
            Bounds world,
            BotBehaviour habits,
            BotStatistics tally,
            BotListener diary,
            StopSignal closing) {}

    private final String name;
    private final long dueNs;
    private final Run run;
    private final RandomGenerator random;

    Bot(String name, long dueNs, Run run, RandomGenerator random) {
        this.name = name;
        this.dueNs = dueNs;
        this.run = run;
        this.random = random;
    }

    @Override
    public void run() {
        try {
            LockSupport.parkNanos(dueNs - System.nanoTime());
            new Life(name).live(dueNs);
            for (var lives = 2; run.habits().comesAgain() && !run.closing().isDue(); lives++) {
                new Life(name + "-" + lives).live(System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One session, from its join to its end. */
    private final class Life {

        private final String player;
        private final JoinAttempt entrance =
                new JoinAttempt(run.http(), run.directory(), run.habits().patience());
        private final long everyNs = run.habits().moveEvery().toNanos();
        private Point place = run.pattern().start(run.world(), random);
        private Point target = place;
        private String session = "";
        private boolean wantsToLeave;
        private long seq;
        private long movedNs;
        private long deltaNs;

        Life(String player) {
            this.player = player;
        }

        void live(long sinceNs) throws InterruptedException {
            var entered = entrance.join(player, place, sinceNs);
            if (entered == null) {
                run.tally().refused(entrance.why());
                return;
            }
            session = entered.joined().session();
            run.tally().joined(sinceNs, System.nanoTime());
            run.diary().joined(player, session);
            movedNs = System.nanoTime();
            BotSocket socket = entered.socket();
            while (socket != null && isAwake()) {
                socket = play(socket);
            }
            if (socket == null) {
                run.tally().lost(entrance.why());
                run.diary().lost(player, session, entrance.why());
            } else if (run.closing().isSilent() && !wantsToLeave) {
                socket.close();
            } else {
                leave(socket);
            }
        }

        private boolean isAwake() {
            return !wantsToLeave && !run.closing().isDue();
        }

        /** Plays until the end, or until the socket is gone; then gives the next one, null when there is none. */
        private @Nullable BotSocket play(BotSocket socket) throws InterruptedException {
            try {
                while (isAwake()) {
                    if (System.nanoTime() - movedNs >= everyNs) {
                        movedNs += everyNs; // open loop: the schedule does not wait for the host
                        target = run.pattern().target(run.world(), random);
                        socket.send(new ClientMessage.Move(++seq, target.x(), target.y()));
                        var mood = random.nextDouble();
                        wantsToLeave = mood < run.habits().leaves();
                        if (!wantsToLeave
                                && mood < run.habits().leaves() + run.habits().drops()) {
                            return again(socket);
                        }
                    }
                    var heard = socket.next(
                            Math.min(movedNs + everyNs, run.closing().dueNs()) - System.nanoTime());
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
                run.diary().stands(player, place);
                if (deltaNs != 0) {
                    run.tally().gap(atNs - deltaNs);
                }
                deltaNs = atNs;
            } else if (message instanceof Token(var fresh)) {
                entrance.token(fresh);
            }
        }

        private @Nullable BotSocket follow(BotSocket socket, Redirect redirect, long atNs) throws InterruptedException {
            socket.close();
            entrance.heed(redirect);
            var next = resume(atNs);
            if (next != null) {
                run.tally().redirected(System.nanoTime() - atNs);
            }
            return next;
        }

        private @Nullable BotSocket again(BotSocket socket) throws InterruptedException {
            socket.close();
            run.tally().reconnected();
            return resume(System.nanoTime());
        }

        private @Nullable BotSocket resume(long sinceNs) throws InterruptedException {
            var halfway = new Point((place.x() + target.x()) / 2, (place.y() + target.y()) / 2);
            var entered = entrance.resume(List.of(place, target, halfway), sinceNs);
            if (entered == null) {
                return null;
            }
            seq = Math.max(seq, entered.joined().lastSeq());
            return entered.socket();
        }

        private void leave(BotSocket socket) throws InterruptedException {
            run.diary().leaves(player, session);
            try (socket) {
                socket.send(new ClientMessage.Leave());
                for (var heard = socket.next(GOODBYE_NS);
                        heard != null && heard.message().isPresent();
                        heard = socket.next(GOODBYE_NS)) {
                    if (heard.message().get() instanceof Close bye && !bye.reconnect()) {
                        run.diary().left(player, session);
                    }
                }
            } catch (IOException e) {
                // It ends as an idle session: nothing is left to do for a bot that goes anyway.
            }
        }
    }
}
