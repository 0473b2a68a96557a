package io.fleetforge.alert.query;

import io.fleetforge.alert.access.Authorizer;
import io.fleetforge.alert.store.AlertStore;
import io.fleetforge.runtime.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/** Reads silences. Thread-safe. */
@ApplicationScoped
public class SilenceQuery {

    private final AlertStore store;
    private final Authorizer authorizer;
    private final Clock clock;

    public SilenceQuery(AlertStore store, Authorizer authorizer, Clock clock) {
        this.store = store;
        this.authorizer = authorizer;
        this.clock = clock;
    }

    public List<SilenceView> list() {
        authorizer.require("list", "silences");
        var now = clock.instant();
        return store.call(state -> List.copyOf(state.silences().all())).stream()
                .map(silence -> SilenceView.of(silence, now))
                .toList();
    }

    /**
     * @throws ProblemException 404 for an unknown id
     */
    public SilenceView get(String id) {
        authorizer.require("get", "silences");
        return store.call(state -> state.silences().find(id))
                .map(silence -> SilenceView.of(silence, clock.instant()))
                .orElseThrow(() -> new ProblemException(404, "not-found", "there is no silence " + id));
    }
}
