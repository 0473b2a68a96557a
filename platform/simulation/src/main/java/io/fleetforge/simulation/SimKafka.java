package io.fleetforge.simulation;

import java.util.HashMap;
import java.util.Map;

/**
 * The brokers: during an outage nothing arrives and nothing can be read, and a stalled partition answers no client until it continues.
 * What is in flight to it then lands late, or not at all.
 */
final class SimKafka {

    private final SimTime time;
    private final SimLog log;
    private final Map<String, Long> stalledUntilMs = new HashMap<>();
    private long outageUntilMs;
    private boolean calm;

    SimKafka(SimTime time, SimLog log) {
        this.time = time;
        this.log = log;
    }

    SimLog log() {
        return log;
    }

    /** Whether no broker can be reached. */
    boolean isAway() {
        return time.nowMs() < outageUntilMs;
    }

    /** Whether the topic can be read now. */
    boolean isReadable(String topic) {
        return !isAway() && stalledMs(topic) == 0;
    }

    void goAway(long ms) {
        outageUntilMs = time.nowMs() + ms;
    }

    /** The brokers that lead the partitions of the topic answer nothing for so long. */
    void stall(String topic, long ms) {
        stalledUntilMs.put(topic, time.nowMs() + ms);
    }

    /** From now on everything arrives soon and is acknowledged. */
    void calmDown() {
        calm = true;
        outageUntilMs = 0;
        stalledUntilMs.clear();
    }

    /** How long a record takes to the log of the topic, milliseconds. */
    long latencyMs(String topic) {
        return stalledMs(topic) + time.between(1, calm ? 5 : 25);
    }

    /** Whether a record is lost on its way. */
    boolean losesRecord() {
        return isAway() || (!calm && time.chance(0.02));
    }

    /** Whether the acknowledgement of a record is lost. */
    boolean losesAcknowledgement() {
        return !calm && time.chance(0.03);
    }

    private long stalledMs(String topic) {
        return Math.max(0, stalledUntilMs.getOrDefault(topic, 0L) - time.nowMs());
    }
}
