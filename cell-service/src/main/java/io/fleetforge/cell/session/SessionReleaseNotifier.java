package io.fleetforge.cell.session;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Notifies listeners when a session leaves this process: ended, or moved to another host. Each exit is reported once, after the
 * registry released the session; without listeners it is dropped. Thread-safe.
 */
public final class SessionReleaseNotifier {

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** Called on any thread, also a tick worker: implementations return at once and never throw. */
    public interface Listener {

        /** The session continues on another host: its client is redirected there. */
        void movedTo(String session, SessionRedirect redirect);

        /** The session is another process's; which one is not known here. */
        void released(String session);

        /** A newer client of its player has the session, which stays here. */
        void superseded(String session);

        /** The session is over. */
        void ended(String session, String reason);
    }

    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /** Session {@code session} is on another host now. */
    public void movedTo(String session, SessionRedirect redirect) {
        notifyListeners(listener -> listener.movedTo(session, redirect));
    }

    public void released(String session) {
        notifyListeners(listener -> listener.released(session));
    }

    public void superseded(String session) {
        notifyListeners(listener -> listener.superseded(session));
    }

    public void ended(String session, String reason) {
        notifyListeners(listener -> listener.ended(session, reason));
    }

    private void notifyListeners(Consumer<Listener> exit) {
        listeners.forEach(exit);
    }
}
