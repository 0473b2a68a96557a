package io.fleetforge.ffctl.cluster;

import io.fleetforge.ffctl.story.StoryLine;
import java.util.List;

/**
 * What a source told.
 *
 * @param notes what it could not, for people
 */
public record Told(List<StoryLine> lines, List<String> notes) {

    public Told {
        lines = List.copyOf(lines);
        notes = List.copyOf(notes);
    }

    static Told lines(List<StoryLine> lines) {
        return new Told(lines, List.of());
    }

    static Told nothing(String why) {
        return new Told(List.of(), List.of(why));
    }
}
