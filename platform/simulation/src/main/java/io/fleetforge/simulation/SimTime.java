package io.fleetforge.simulation;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;

/** Virtual time, and chance. What is due runs one at a time; of the same time in the order in which it was asked for. */
final class SimTime {

    private record Due(long atMs, long order, Runnable what) {}

    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(Comparator.comparingLong(Due::atMs).thenComparingLong(Due::order));
    private final Random random;
    private long nowMs = 1_000_000;
    private long orders;

    SimTime(long seed) {
        random = new Random(seed);
    }

    long nowMs() {
        return nowMs;
    }

    void after(long delayMs, Runnable what) {
        queue.add(new Due(nowMs + delayMs, orders++, what));
    }

    /**
     * Runs what is due until {@code endMs}; returns the number of steps. Something that is due may call this itself to wait, while
     * everything else goes on.
     */
    long runUntil(long endMs) {
        var steps = 0L;
        for (var due = queue.peek(); due != null && due.atMs() <= endMs; due = queue.peek()) {
            queue.poll();
            nowMs = due.atMs();
            due.what().run();
            steps++;
        }
        nowMs = Math.max(nowMs, endMs);
        return steps;
    }

    /** From {@code from} to {@code to}, both included. */
    long between(long from, long to) {
        return from + random.nextLong(to - from + 1);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    double real(double below) {
        return random.nextDouble(below);
    }

    int index(int size) {
        return random.nextInt(size);
    }

    /** A clock that is {@code skewMs} ahead. */
    Clock clock(long skewMs) {
        InstantSource source = () -> Instant.ofEpochMilli(nowMs + skewMs);
        return source.withZone(ZoneOffset.UTC);
    }
}
