package io.fleetforge.simulation;

/** A deliberate mistake: the simulation must notice each. */
enum Mutant {
    NONE("the code as it is"),
    READ_NO_HANDOFFS("recovery does not read handoffs"),
    READ_NO_JOURNAL("recovery does not read the journal of sessions"),
    READ_NO_ENDS("recovery does not read ended sessions"),
    REMEMBER_NOTHING("a starting process does not remember the epochs that it read"),
    LISTEN_LATE("handoffs are received only from some time after the first topology on"),
    SEND_ONCE_ONLY("a record that Kafka did not acknowledge is not repeated"),
    ACK_EARLY("a join is acknowledged before it is written down"),
    LEAVE_AT_ONCE("a host without cells is removed before it is empty"),
    KEEP_INCARNATION("a lost host gets no new incarnation"),
    FORGET_TO_COMPARE("the record is written without comparing revisions, by two controllers"),
    FORWARD_NOTHING("a session for a host, or left by its earlier process, in space of another host is not forwarded"),
    ADOPT_FROM_THE_RUNNING("sessions of running hosts are adopted too"),
    ADOPT_TWICE("a session that the host owns already is adopted again"),
    REPLAY_HISTORY("a starting process applies every topology of the history"),
    REPLACE_UNACKNOWLEDGED("a host counts as acknowledged whatever it reported"),
    ACKNOWLEDGE_EARLY("a host reports a revision as acknowledged while records are in flight"),
    NEVER_CLOSE("a process without heartbeats stays active"),
    REPLACE_AT_ONCE("a host whose pod is gone is replaced at once"),
    LEAVE_THE_LEASE("a host is replaced and its Lease is not preempted"),
    END_NAMESAKES("a session that arrives at a host with another session of its name ends"),
    SEND_GATE_OFF("the fence is checked before a record waits for the sender, and not when it leaves"),
    RELEASE_EARLY("a host that ends releases its Lease although records are in flight"),
    REBUILD_FROM_ONE("a deleted topology is planned anew from revision 1"),
    KEEP_HANDOFFS("the handoff of a claimed session is not removed"),
    READ_JOURNAL_FIRST("recovery reads the journal before handoffs and checkpoints"),
    READ_NO_CHECKPOINTS("recovery does not read checkpoints"),
    READ_LAST_CHECKPOINTS("recovery reads the last checkpoint of each cell only"),
    FORGET_ENDS("a host does not remember that a session ended"),
    RESTART_NEVER("a failed cell is not started again"),
    SPREAD_SESSIONS("records of a world are spread over all partitions"),
    RECOVER_THE_DELETED("recovery reads sessions of a deleted world of the same name"),
    KEEP_THE_ENTITY("a session ends and its entity stays in the cell");

    private final String meaning;

    Mutant(String meaning) {
        this.meaning = meaning;
    }

    String meaning() {
        return meaning;
    }
}
