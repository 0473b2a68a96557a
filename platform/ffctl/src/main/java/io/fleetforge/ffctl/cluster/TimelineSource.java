package io.fleetforge.ffctl.cluster;

/** One source of timeline entries. An unavailable source returns a note. */
public interface TimelineSource {

    SourceResult read();
}
