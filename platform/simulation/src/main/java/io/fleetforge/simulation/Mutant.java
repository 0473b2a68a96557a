package io.fleetforge.simulation;

/** A deliberate mistake: the simulation must notice each. */
enum Mutant {
    NONE("the code as it is"),
    READ_NO_HANDOFFS("recovery does not read who was given away"),
    READ_NO_JOURNAL("recovery does not read the journal of sessions"),
    READ_NO_ENDS("recovery does not read who left"),
    REMEMBER_NOTHING("a process that begins does not remember the epochs that it read"),
    LISTEN_LATE("handoffs are heard only from some time after the first topology on"),
    SAY_ONCE_ONLY("a word that Kafka did not take is not repeated"),
    ACK_EARLY("a join is acknowledged before it is written down"),
    LEAVE_AT_ONCE("a host without cells is removed before it is empty"),
    KEEP_INCARNATION("a lost host gets no new incarnation"),
    FORGET_TO_COMPARE("the record is written without comparing revisions, by two controllers"),
    PASS_NOTHING_ON("whoever was given to a host, or left by a process of it, and stands elsewhere is not passed on"),
    TAKE_FROM_THE_LIVING("sessions of hosts that live are taken up too"),
    TAKE_TWICE("a session that is here already is taken up again"),
    ACT_OUT_THE_PAST("a process that begins applies every topology of the past"),
    TAKE_FROM_UNSETTLED("a host counts as settled whatever it said"),
    SETTLE_EARLY("a host says that it is settled while words of it are under way"),
    NEVER_CLOSE("a process that nobody hears goes on"),
    TAKE_AT_ONCE("a host whose pod is gone is replaced at once"),
    LEAVE_THE_LEASE("a host is replaced and its lease is not taken");

    private final String meaning;

    Mutant(String meaning) {
        this.meaning = meaning;
    }

    String meaning() {
        return meaning;
    }
}
