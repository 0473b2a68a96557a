package io.fleetforge.bots;

import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.geometry.Point;
import io.fleetforge.contracts.play.ClientMessage;
import io.fleetforge.contracts.play.ServerMessage;
import io.fleetforge.contracts.play.ServerMessage.Close;
import io.fleetforge.contracts.play.ServerMessage.Delta;
import io.fleetforge.contracts.play.ServerMessage.Redirect;
import io.fleetforge.contracts.play.ServerMessage.Token;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One player. It joins when it is due, sends new targets on its own schedule whatever it receives, follows redirects, resumes
 * its session after a broken socket, and leaves at the end of the run or at random. Blocks: one virtual thread each.
 */
final class Bot implements Runnable {

    private static final long CLOSE_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(10);

    /** What all bots of a run share. */
    record Run(
            HttpClient http,
            HostDirectory directory,
            TicketSource tickets,
            CrowdPattern pattern,
            Bounds world,
            BotBehaviour behaviour,
            BotStatistics statistics,
            BotListener listener,
            StopSignal stopSignal) {}

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
            new Session(name).playToEnd(dueNs);
            for (var number = 2; run.behaviour().rejoins() && !run.stopSignal().isDue(); number++) {
                new Session(name + "-" + number).playToEnd(System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One session, from its join to its end. */
    private final class Session {

        private final String player;
        private final JoinAttempt joinAttempt = new JoinAttempt(
                run.http(), run.directory(), run.tickets(), run.behaviour().joinTimeout());
        private final long everyNs = run.behaviour().moveEvery().toNanos();
        private Point position = run.pattern().start(run.world(), random);
        private Point target = position;
        private String session = "";
        private boolean leaving;
        private long seq;
        private long movedNs;
        private long deltaNs;

        Session(String player) {
            this.player = player;
        }

        void playToEnd(long sinceNs) throws InterruptedException {
            var joinedSession = joinAttempt.join(player, position, sinceNs);
            if (joinedSession == null) {
                run.statistics().refused(joinAttempt.lastFailure());
                return;
            }
            session = joinedSession.joined().session();
            run.statistics().joined(sinceNs, System.nanoTime());
            run.listener().joined(player, session, joinedSession.joined().token());
            movedNs = System.nanoTime();
            var socket = playUntilDue(joinedSession.socket());
            if (socket == null) {
                run.statistics().lost(joinAttempt.lastFailure());
                run.listener().lost(player, session, joinAttempt.lastFailure());
            } else if (run.stopSignal().isAbrupt() && !leaving) {
                socket.close();
            } else {
                leave(socket);
            }
        }

        /** Returns the socket of the session at its end, null when the session is lost. */
        private @Nullable BotSocket playUntilDue(BotSocket first) throws InterruptedException {
            BotSocket socket = first;
            try {
                while (socket != null && isPlaying()) {
                    socket = play(socket);
                }
                return socket;
            } catch (InterruptedException e) {
                socket.close(); // an open one keeps its HTTP client from closing
                throw e;
            }
        }

        private boolean isPlaying() {
            return !leaving && !run.stopSignal().isDue();
        }

        /**
         * Plays until the end, or until the socket is closed; returns the socket of the session, null when the session is lost.
         */
        private @Nullable BotSocket play(BotSocket socket) throws InterruptedException {
            try {
                while (isPlaying()) {
                    if (System.nanoTime() - movedNs >= everyNs) {
                        movedNs += everyNs; // open loop: the schedule does not wait for the host
                        target = run.pattern().target(run.world(), random);
                        socket.send(new ClientMessage.Move(++seq, target.x(), target.y()));
                        var draw = random.nextDouble();
                        leaving = draw < run.behaviour().leaveProbability();
                        if (!leaving
                                && draw
                                        < run.behaviour().leaveProbability()
                                                + run.behaviour().dropProbability()) {
                            return reconnect(socket);
                        }
                    }
                    var received = socket.next(
                            Math.min(movedNs + everyNs, run.stopSignal().dueNs()) - System.nanoTime());
                    if (received == null) {
                        continue;
                    }
                    if (received.message().isEmpty()) {
                        return reconnect(socket);
                    }
                    if (received.message().get() instanceof Redirect redirect) {
                        return follow(socket, redirect, received.atNs());
                    }
                    receive(received.message().get(), received.atNs());
                }
                return socket;
            } catch (IOException e) {
                return reconnect(socket);
            }
        }

        private void receive(ServerMessage message, long atNs) {
            if (message instanceof Delta delta) {
                position = new Point(delta.originX(), delta.originY());
                run.listener().moved(player, position);
                if (deltaNs != 0) {
                    run.statistics().gap(atNs - deltaNs);
                }
                deltaNs = atNs;
            } else if (message instanceof Token(var newToken)) {
                joinAttempt.token(newToken);
            }
        }

        private @Nullable BotSocket follow(BotSocket socket, Redirect redirect, long atNs) throws InterruptedException {
            socket.close();
            joinAttempt.follow(redirect);
            var next = resume(atNs);
            if (next != null) {
                run.statistics().redirected(System.nanoTime() - atNs);
            }
            return next;
        }

        private @Nullable BotSocket reconnect(BotSocket socket) throws InterruptedException {
            socket.close();
            run.statistics().reconnected();
            return resume(System.nanoTime());
        }

        private @Nullable BotSocket resume(long sinceNs) throws InterruptedException {
            var halfway = new Point((position.x() + target.x()) / 2, (position.y() + target.y()) / 2);
            var joinedSession = joinAttempt.resume(List.of(position, target, halfway), sinceNs);
            if (joinedSession == null) {
                return null;
            }
            seq = Math.max(seq, joinedSession.joined().lastSeq());
            return joinedSession.socket();
        }

        private void leave(BotSocket socket) throws InterruptedException {
            run.listener().leaving(player, session);
            try (socket) {
                socket.send(new ClientMessage.Leave());
                for (var received = socket.next(CLOSE_TIMEOUT_NS);
                        received != null && received.message().isPresent();
                        received = socket.next(CLOSE_TIMEOUT_NS)) {
                    if (received.message().get() instanceof Close close && !close.reconnect()) {
                        run.listener().left(player, session);
                    }
                }
            } catch (IOException e) {
                // The session ends as an idle one on the host.
            }
        }
    }
}
