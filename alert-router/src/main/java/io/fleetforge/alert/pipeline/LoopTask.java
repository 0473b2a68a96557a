package io.fleetforge.alert.pipeline;

import java.time.Duration;
import java.time.Instant;

/** A task that the flush loop runs at an interval. */
public interface LoopTask {

    Duration interval();

    void run(Instant now);
}
