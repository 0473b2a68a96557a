package io.fleetforge.alert.web;

import io.fleetforge.alert.rest.Authorizer;
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
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells open pages that there is news of incidents, twice a second at most; they fetch it then. Every ten seconds it says so anyway, so
 * that ages on the page go on and a dead connection is found.
 */
@Path("/ui/news")
@Authenticated
public class IncidentEvents {

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final long ANYWAY_EVERY = 20;
    private static final int MOST_READERS = 200;

    private final AlertStore desk;
    private final Authorizer callers;
    private final AtomicInteger readers = new AtomicInteger();

    public IncidentEvents(AlertStore desk, Authorizer callers) {
        this.desk = desk;
        this.callers = callers;
    }

    /** What a page was told last. */
    private record Seen(long revision, boolean isNews) {}

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    public Multi<OutboundSseEvent> news(Sse sse) {
        callers.may("list", "incidents");
        if (readers.get() >= MOST_READERS) {
            throw new ProblemException(
                    503, "too-many-pages", "%d pages are open already; close some".formatted(MOST_READERS));
        }
        return Multi.createFrom()
                .ticks()
                .every(LOOK_EVERY)
                .onOverflow()
                .drop()
                .onItem()
                .scan(() -> new Seen(desk.revision(), false), (seen, tick) -> seen(seen, tick))
                .filter(Seen::isNews)
                .map(seen -> sse.newEventBuilder()
                        .name("incidents")
                        .id(Long.toString(seen.revision()))
                        .data(seen.revision())
                        .build())
                .onSubscription()
                .invoke(readers::incrementAndGet)
                .onTermination()
                .invoke(readers::decrementAndGet);
    }

    private Seen seen(Seen before, long tick) {
        var revision = desk.revision();
        return new Seen(revision, revision != before.revision() || (tick + 1) % ANYWAY_EVERY == 0);
    }
}
