package io.fleetforge.alert.config;

import io.fleetforge.alert.config.OnCallFile.HeartbeatFile;
import io.fleetforge.alert.config.OnCallFile.OverrideFile;
import io.fleetforge.alert.config.OnCallFile.PolicyFile;
import io.fleetforge.alert.config.OnCallFile.RotationFile;
import io.fleetforge.alert.config.OnCallFile.ScheduleFile;
import io.fleetforge.alert.config.OnCallFile.StepFile;
import io.fleetforge.alert.oncall.EscalationPolicy;
import io.fleetforge.alert.oncall.Heartbeat;
import io.fleetforge.alert.oncall.OnCallPlan;
import io.fleetforge.alert.oncall.Rotation;
import io.fleetforge.alert.oncall.Schedule;
import io.fleetforge.alert.oncall.Shift;
import io.fleetforge.alert.oncall.User;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Builds users, schedules, escalation policies and heartbeats from the file. Every name they refer to has to be
 * defined.
 */
final class OnCallBuilder {

    private static final String DEFAULT_SEVERITY = "P1";

    private final Map<String, User> users = new HashMap<>();
    private final Map<String, Schedule> schedules = new HashMap<>();
    private final Map<String, EscalationPolicy> policies = new HashMap<>();

    /**
     * @param receivers names that users may refer to
     */
    static OnCallPlan of(RoutingFile file, Set<String> receivers) throws BadConfigException {
        var builder = new OnCallBuilder();
        for (var user : RoutingReader.orEmpty(file.users())) {
            require(receivers, user.receiver(), "receiver");
            put(
                    builder.users,
                    user.name(),
                    new User(user.name().value(), user.receiver().value()),
                    "user");
        }
        for (var schedule : RoutingReader.orEmpty(file.schedules())) {
            put(builder.schedules, schedule.name(), builder.schedule(schedule), "schedule");
        }
        for (var policy : RoutingReader.orEmpty(file.escalationPolicies())) {
            put(builder.policies, policy.name(), builder.policy(policy), "escalation policy");
        }
        return new OnCallPlan(builder.users, builder.schedules, builder.policies);
    }

    static List<Heartbeat> heartbeats(@Nullable List<HeartbeatFile> files) throws BadConfigException {
        var found = new HashMap<String, Heartbeat>();
        for (var file : RoutingReader.orEmpty(files)) {
            var matchers = TreeBuilder.matchers(file.matchers(), null, null);
            var timeout = TreeBuilder.read(file.timeout(), "timeout", Durations::parse);
            var severity =
                    file.severity() == null ? DEFAULT_SEVERITY : file.severity().value();
            var heartbeat = made(
                    file.name(),
                    () -> new Heartbeat(file.name().value(), matchers, timeout, severity, file.armedAfterFirst()));
            put(found, file.name(), heartbeat, "heartbeat");
        }
        return found.values().stream()
                .sorted(java.util.Comparator.comparing(Heartbeat::name))
                .toList();
    }

    private Schedule schedule(ScheduleFile file) throws BadConfigException {
        var rotations = new ArrayList<Rotation>();
        for (var each : RoutingReader.orEmpty(file.rotations())) {
            rotations.add(rotation(each));
        }
        var overrides = new ArrayList<Shift>();
        for (var each : RoutingReader.orEmpty(file.overrides())) {
            overrides.add(override(each));
        }
        return made(file.name(), () -> new Schedule(file.name().value(), rotations, overrides));
    }

    private Rotation rotation(RotationFile file) throws BadConfigException {
        for (var user : file.users()) {
            require(users.keySet(), user, "user");
        }
        var shiftLength = TreeBuilder.read(
                file.shiftLength(), "shift_length", parsed(Period::parse, "a period such as P1D or P1W"));
        var start = TreeBuilder.read(
                file.start(), "start", parsed(LocalDateTime::parse, "a local time such as 2026-01-05T09:00"));
        var timeZone = file.timeZone() == null
                ? ZoneOffset.UTC
                : TreeBuilder.read(
                        file.timeZone(), "time_zone", parsed(ZoneId::of, "a time zone such as Europe/Berlin"));
        var names = file.users().stream().map(Text::value).toList();
        return made(file.shiftLength(), () -> new Rotation(names, shiftLength, start, timeZone));
    }

    private Shift override(OverrideFile file) throws BadConfigException {
        require(users.keySet(), file.user(), "user");
        var instant = parsed(Instant::parse, "a time such as 2026-01-05T09:00:00Z");
        var from = TreeBuilder.read(file.from(), "from", instant);
        var until = TreeBuilder.read(file.until(), "until", instant);
        return made(file.user(), () -> new Shift(file.user().value(), from, until));
    }

    private EscalationPolicy policy(PolicyFile file) throws BadConfigException {
        var steps = new ArrayList<EscalationPolicy.Step>();
        for (var each : file.steps()) {
            steps.add(step(each));
        }
        var repeats = file.repeats() == null ? 0 : TreeBuilder.read(file.repeats(), "repeats", Integer::parseInt);
        return made(file.name(), () -> new EscalationPolicy(file.name().value(), steps, repeats));
    }

    private EscalationPolicy.Step step(StepFile file) throws BadConfigException {
        for (var schedule : RoutingReader.orEmpty(file.schedules())) {
            require(schedules.keySet(), schedule, "schedule");
        }
        for (var user : RoutingReader.orEmpty(file.users())) {
            require(users.keySet(), user, "user");
        }
        var delay = TreeBuilder.read(file.delay(), "delay", Durations::parse);
        return made(
                file.delay(),
                () -> new EscalationPolicy.Step(
                        values(file.schedules()), values(file.users()), delay, Set.copyOf(values(file.severities()))));
    }

    private static List<String> values(@Nullable List<Text> texts) {
        return RoutingReader.orEmpty(texts).stream().map(Text::value).toList();
    }

    private static <T> Function<String, T> parsed(Function<String, T> parse, String wanted) {
        return text -> {
            try {
                return parse.apply(text);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("'%s' is not %s".formatted(text, wanted), e);
            }
        };
    }

    private static <T> T made(Text at, java.util.function.Supplier<T> make) throws BadConfigException {
        return TreeBuilder.read(at, "", text -> make.get());
    }

    private static void require(Set<String> known, Text name, String what) throws BadConfigException {
        if (!known.contains(name.value())) {
            throw new BadConfigException(
                    name.line(),
                    "there is no %s '%s'; defined are %s"
                            .formatted(
                                    what, name.value(), known.stream().sorted().toList()));
        }
    }

    private static <T> void put(Map<String, T> all, Text name, T value, String what) throws BadConfigException {
        if (all.putIfAbsent(name.value(), value) != null) {
            throw new BadConfigException(name.line(), "%s '%s' is defined twice".formatted(what, name.value()));
        }
    }
}
