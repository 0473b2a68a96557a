package io.fleetforge.alert.query;

import io.fleetforge.alert.access.Authorizer;
import io.fleetforge.alert.silence.Silence;
import io.fleetforge.alert.store.AlertStore;
import io.fleetforge.runtime.page.Page;
import io.fleetforge.runtime.page.PageLimit;
import io.fleetforge.runtime.page.PageRequest;
import io.fleetforge.runtime.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /** All silences, by id; their number is limited. */
    public List<SilenceView> all() {
        authorizer.require("list", "silences");
        var now = clock.instant();
        return store.call(state -> List.copyOf(state.silences().all())).stream()
                .map(silence -> SilenceView.of(silence, now))
                .toList();
    }

    /**
     * A page of silences, by id.
     *
     * @param token {@code continue} of the page before; null for the first one
     * @throws ProblemException 400 for an unknown token, 410 for an expired one
     */
    public Page<SilenceView> list(PageLimit limit, @Nullable String token) {
        authorizer.require("list", "silences");
        var now = clock.instant();
        var all = store.call(state -> List.copyOf(state.silences().all()));
        return PageRequest.of("silences", limit, token, now)
                .page(all, Silence::id)
                .map(silence -> SilenceView.of(silence, now));
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
