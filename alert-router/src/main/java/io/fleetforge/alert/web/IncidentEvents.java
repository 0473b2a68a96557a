package io.fleetforge.alert.web;

import io.fleetforge.alert.access.Authorizer;
import io.fleetforge.alert.store.AlertStore;
import io.fleetforge.runtime.problem.ProblemException;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Notifies open pages of changed incidents, at most twice a second; they fetch them then. An event is sent every ten
 * seconds in any case, so that ages on the page are updated and a lost connection is detected.
 */
@Path("/ui/events")
@Authenticated
public class IncidentEvents {

    private static final Duration CHECK_INTERVAL = Duration.ofMillis(500);
    private static final long CHECKS_PER_KEEPALIVE = 20;
    private static final int MAX_READERS = 200;

    private final AlertStore store;
    private final Authorizer authorizer;
    private final AtomicInteger readers = new AtomicInteger();

    public IncidentEvents(AlertStore store, Authorizer authorizer) {
        this.store = store;
        this.authorizer = authorizer;
    }

    /**
     * One check for changes.
     *
     * @param isDue whether an event is sent
     */
    private record Check(long revision, boolean isDue) {}

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    public Multi<OutboundSseEvent> events(Sse sse) {
        authorizer.require("list", "incidents");
        if (readers.get() >= MAX_READERS) {
            throw new ProblemException(
                    503,
                    "too-many-pages",
                    String.format(Locale.ROOT, "%d pages are open already; close some", MAX_READERS));
        }
        return Multi.createFrom()
                .ticks()
                .every(CHECK_INTERVAL)
                .onOverflow()
                .drop()
                .onItem()
                .scan(() -> new Check(store.revision(), false), this::check)
                .filter(Check::isDue)
                .map(check -> sse.newEventBuilder()
                        .name("incidents")
                        .id(Long.toString(check.revision()))
                        .data(check.revision())
                        .build())
                .onSubscription()
                .invoke(readers::incrementAndGet)
                .onTermination()
                .invoke(readers::decrementAndGet);
    }

    private Check check(Check before, long tick) {
        var revision = store.revision();
        return new Check(revision, revision != before.revision() || (tick + 1) % CHECKS_PER_KEEPALIVE == 0);
    }
}
