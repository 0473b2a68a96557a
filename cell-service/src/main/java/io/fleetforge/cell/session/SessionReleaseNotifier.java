package io.fleetforge.cell.session;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * How a session stops being this process's, told to those whose players hang on it. Each exit is told once, after the
 * registry has let go of the session; words about a session that nobody listens for are lost. Thread-safe.
 */
public final class SessionReleaseNotifier {

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** Called on any thread, also a tick worker: implementations return at once and never throw. */
    public interface Listener {

        /** The session lives on, there: its player shall go after it. */
        void movedTo(String session, SessionRedirect home);

        /** The session is another process's; which one is not known here. */
        void letGo(String session);

        /** The session is over. */
        void ended(String session, String reason);
    }

    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /** Session {@code session} is on another host now. */
    public void movedTo(String session, SessionRedirect home) {
        tell(listener -> listener.movedTo(session, home));
    }

    public void letGo(String session) {
        tell(listener -> listener.letGo(session));
    }

    public void ended(String session, String reason) {
        tell(listener -> listener.ended(session, reason));
    }

    private void tell(Consumer<Listener> word) {
        listeners.forEach(word);
    }
}
