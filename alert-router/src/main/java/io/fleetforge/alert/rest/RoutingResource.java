package io.fleetforge.alert.rest;

import io.fleetforge.alert.decide.Routing;
import io.fleetforge.alert.group.GroupKey;
import io.fleetforge.alert.model.LabelSet;
import io.fleetforge.alert.oncall.Shift;
import io.fleetforge.alert.oncall.User;
import io.fleetforge.alert.receiver.Integration;
import io.fleetforge.alert.receiver.Receiver;
import io.fleetforge.alert.store.AlertStore;
import io.fleetforge.runtime.problem.ProblemException;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where alerts go and who is on call, asked before it matters. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
public class RoutingResource {

    private static final Duration AHEAD = Duration.ofDays(28);

    private final AlertStore desk;
    private final Authorizer callers;
    private final Clock clock;

    public RoutingResource(AlertStore desk, Authorizer callers, Clock clock) {
        this.desk = desk;
        this.callers = callers;
        this.clock = clock;
    }

    /**
     * A place where an alert ends up.
     *
     * @param route the matchers on the way to it
     * @param group key of the group that it would join
     * @param suppressed why it would not be told now; null when it would
     * @param pages who would be paged first, when its receiver pages people
     */
    public record Destination(
            String route,
            String receiver,
            List<String> channels,
            String group,
            String groupWait,
            @Nullable String suppressed,
            List<String> pages) {}

    /**
     * Who is on call in one schedule.
     *
     * @param turns of the next four weeks
     */
    public record OnCall(
            String schedule, @Nullable Turn now, @Nullable Turn next, List<Turn> turns) {
        /** Somebody's time. */
        public record Turn(String person, Instant from, Instant until) {}
    }

    /** Where an alert with these labels would go now; sends nothing. */
    @POST
    @Path("routes/test")
    public List<Destination> test(@Nullable Map<String, String> labels) {
        callers.may("get", "alerts");
        if (labels == null || labels.isEmpty()) {
            throw new ProblemException(
                    400, "bad-request", "the body must be the labels of an alert, such as {\"alertname\":\"X\"}");
        }
        var set = LabelSet.of(labels);
        var now = clock.instant();
        return desk.ask(all -> {
            var routing = all.router().routing();
            var suppressed =
                    all.router().suppression(set, now).map(why -> why.text()).orElse(null);
            return routing.tree().match(set).stream()
                    .map(route -> {
                        var receiver = routing.receiver(route.settings().receiver());
                        return new Destination(
                                route.key(),
                                receiver.name(),
                                receiver.channels().stream()
                                        .map(channel -> channel.name())
                                        .toList(),
                                new GroupKey(route.key(), route.groupOf(set)).toString(),
                                route.settings().timing().groupWait().toString(),
                                suppressed,
                                pages(routing, receiver, now));
                    })
                    .toList();
        });
    }

    private static List<String> pages(Routing routing, Receiver receiver, Instant now) {
        var plan = routing.onCall();
        return receiver.channels().stream()
                .filter(Integration.OnCall.class::isInstance)
                .map(Integration.OnCall.class::cast)
                .flatMap(channel -> Optional.ofNullable(plan.policies().get(channel.policy())).stream())
                .flatMap(policy -> plan.at(policy.steps().getFirst(), now).stream())
                .map(User::name)
                .toList();
    }

    /** Who is on call, now or {@code at} a moment, and who is next. */
    @GET
    @Path("oncall")
    public List<OnCall> onCall(@QueryParam("at") @Nullable String at) {
        callers.may("get", "incidents");
        var moment = at == null ? clock.instant() : moment(at);
        return desk.ask(all -> all.router().routing().onCall().schedules().values().stream()
                .sorted(java.util.Comparator.comparing(schedule -> schedule.name()))
                .map(schedule -> {
                    var shifts = schedule.from(moment, AHEAD);
                    var now = shifts.isEmpty() || shifts.getFirst().from().isAfter(moment) ? null : shifts.getFirst();
                    var next = shifts.stream()
                            .filter(shift -> shift.from().isAfter(moment))
                            .findFirst()
                            .orElse(null);
                    return new OnCall(
                            schedule.name(),
                            turn(now),
                            turn(next),
                            shifts.stream().map(RoutingResource::turn).toList());
                })
                .toList());
    }

    private static OnCall.@Nullable Turn turn(@Nullable Shift shift) {
        return shift == null ? null : new OnCall.Turn(shift.person(), shift.from(), shift.until());
    }

    private static Instant moment(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new ProblemException(400, "bad-request", "at: a moment such as 2026-01-02T03:04:05Z is needed");
        }
    }
}
