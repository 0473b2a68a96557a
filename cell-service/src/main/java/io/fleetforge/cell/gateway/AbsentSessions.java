package io.fleetforge.cell.gateway;

import io.fleetforge.cell.limit.ArrivalWindow;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Sessions that a client rightly asks for and that this host does not have. Thread-safe. */
final class AbsentSessions {

    /** Several times what a takeover and the start of a host need together. */
    static final Duration LIMIT = Duration.ofMinutes(2);

    private static final int MAX_SESSIONS = 10_000;

    private final ArrivalWindow window;

    /**
     * @param nanoClock monotonic nanoseconds
     */
    AbsentSessions(LongSupplier nanoClock) {
        window = new ArrivalWindow(LIMIT, MAX_SESSIONS, nanoClock);
    }

    /** Whether a client should request the session again. */
    boolean mayArrive(String session) {
        return window.mayArrive(session);
    }

    /** The session is here: a later absence counts anew. */
    void arrived(String session) {
        window.arrived(session);
    }
}
