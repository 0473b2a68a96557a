package io.fleetforge.alert.incident;

import io.fleetforge.alert.incident.Incident.State;
import java.util.ArrayList;
import java.util.List;

/** What channels that were paged still have to hear: that somebody has it, and that it is over. Whatever was opened is closed. */
public final class CloseNotification {

    private CloseNotification() {}

    /**
     * What is due at one channel.
     *
     * @param entry names the line that is written once it is done
     * @param over whether it is over, or only acknowledged
     */
    public record Word(String entry, String channel, boolean over) {}

    public static List<Word> due(Incident incident) {
        var words = new ArrayList<Word>();
        var isOver = incident.state().isOver();
        var isTaken = incident.state() == State.ACKNOWLEDGED || incident.state() == State.MITIGATED;
        for (var channel : incident.pagedChannels()) {
            var entry = (isOver ? "closed@" : "taken@") + channel;
            if ((isOver || isTaken) && !incident.has(entry)) {
                words.add(new Word(entry, channel, isOver));
            }
        }
        return words;
    }
}
