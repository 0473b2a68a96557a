package io.fleetforge.alert.config;

import io.fleetforge.alert.config.OnCallFile.DeadManFile;
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

/** Makes people, schedules and policies of what stands in the file. Every name in them has to be there. */
final class OnCallBuilder {

    private static final String DEFAULT_SEVERITY = "P1";

    private final Map<String, User> people = new HashMap<>();
    private final Map<String, Schedule> schedules = new HashMap<>();
    private final Map<String, EscalationPolicy> policies = new HashMap<>();

    /** The plan that a file holds; {@code receivers} are the names that people may have. */
    static OnCallPlan of(RoutingFile file, Set<String> receivers) throws BadConfigException {
        var builder = new OnCallBuilder();
        for (var person : RoutingReader.orEmpty(file.people())) {
            require(receivers, person.receiver(), "receiver");
            put(
                    builder.people,
                    person.name(),
                    new User(person.name().value(), person.receiver().value()),
                    "person");
        }
        for (var schedule : RoutingReader.orEmpty(file.schedules())) {
            put(builder.schedules, schedule.name(), builder.schedule(schedule), "schedule");
        }
        for (var policy : RoutingReader.orEmpty(file.escalationPolicies())) {
            put(builder.policies, policy.name(), builder.policy(policy), "escalation policy");
        }
        return new OnCallPlan(builder.people, builder.schedules, builder.policies);
    }

    static List<Heartbeat> deadMen(@Nullable List<DeadManFile> files) throws BadConfigException {
        var found = new HashMap<String, Heartbeat>();
        for (var file : RoutingReader.orEmpty(files)) {
            var matchers = TreeBuilder.all(file.matchers(), null, null);
            var after = TreeBuilder.read(file.after(), "after", Durations::parse);
            var severity =
                    file.severity() == null ? DEFAULT_SEVERITY : file.severity().value();
            var deadMan = made(
                    file.name(),
                    () -> new Heartbeat(file.name().value(), matchers, after, severity, file.isOnceHeard()));
            put(found, file.name(), deadMan, "dead man's switch");
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
        for (var person : file.people()) {
            require(people.keySet(), person, "person");
        }
        var turn = TreeBuilder.read(file.turn(), "turn", parsed(Period::parse, "a period such as P1D or P1W"));
        var first = TreeBuilder.read(
                file.first(), "first", parsed(LocalDateTime::parse, "a time such as 2026-01-05T09:00"));
        var zone = file.location() == null
                ? ZoneOffset.UTC
                : TreeBuilder.read(file.location(), "location", parsed(ZoneId::of, "a zone such as Europe/Berlin"));
        var names = file.people().stream().map(Text::value).toList();
        return made(file.turn(), () -> new Rotation(names, turn, first, zone));
    }

    private Shift override(OverrideFile file) throws BadConfigException {
        require(people.keySet(), file.person(), "person");
        var moment = parsed(Instant::parse, "a moment such as 2026-01-05T09:00:00Z");
        var from = TreeBuilder.read(file.from(), "from", moment);
        var until = TreeBuilder.read(file.until(), "until", moment);
        return made(file.person(), () -> new Shift(file.person().value(), from, until));
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
        for (var person : RoutingReader.orEmpty(file.people())) {
            require(people.keySet(), person, "person");
        }
        var patience = TreeBuilder.read(file.patience(), "patience", Durations::parse);
        return made(
                file.patience(),
                () -> new EscalationPolicy.Step(
                        values(file.schedules()),
                        values(file.people()),
                        patience,
                        Set.copyOf(values(file.severities()))));
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
                    "no %s is called '%s'; there are %s"
                            .formatted(
                                    what, name.value(), known.stream().sorted().toList()));
        }
    }

    private static <T> void put(Map<String, T> all, Text name, T value, String what) throws BadConfigException {
        if (all.putIfAbsent(name.value(), value) != null) {
            throw new BadConfigException(name.line(), "%s '%s' is there twice".formatted(what, name.value()));
        }
    }
}
