package io.fleetforge.ffctl.cluster;

/** One place where a story may be told. A source that is away says so in a note. */
public interface TimelineSource {

    SourceResult read();
}
