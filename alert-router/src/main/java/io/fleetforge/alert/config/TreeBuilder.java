package io.fleetforge.alert.config;

import io.fleetforge.alert.model.Matcher;
import io.fleetforge.alert.model.MatcherSyntax;
import io.fleetforge.alert.model.Matchers;
import io.fleetforge.alert.route.Grouping;
import io.fleetforge.alert.route.Route;
import io.fleetforge.alert.route.Settings;
import io.fleetforge.alert.route.Settings.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Builds the route tree from the file: children inherit the settings that they leave out. */
final class TreeBuilder {

    private static final String ALL_LABELS = "...";
    private static final int MAX_DEPTH = 32;

    private final Set<String> receivers;
    private final Set<String> intervals;

    /**
     * @param receivers names that routes may refer to
     * @param intervals names of time intervals that routes may refer to
     */
    TreeBuilder(Set<String> receivers, Set<String> intervals) {
        this.receivers = receivers;
        this.intervals = intervals;
    }

    /** The settings that children inherit; mute and active times are not among them. */
    private record Inherited(@Nullable String receiver, Grouping grouping, Timing timing) {}

    Route root(RouteFile file) throws BadConfigException {
        if (file.receiver() == null) {
            throw new BadConfigException(1, "route: the root needs a receiver");
        }
        if (!matchers(file).isEmpty()) {
            throw new BadConfigException(
                    file.receiver().line(), "route: the root matches every alert and has no matchers");
        }
        var start = new Inherited(null, new Grouping.By(Set.of()), Timing.DEFAULT);
        return node(file, "", start, 0);
    }

    private Route node(RouteFile file, String parentKey, Inherited above, int depth) throws BadConfigException {
        var matchers = matchers(file);
        var key = Route.keyOf(parentKey, matchers);
        var receiver = file.receiver() == null ? above.receiver() : known(file.receiver(), receivers, "receiver");
        if (receiver == null || depth > MAX_DEPTH) {
            throw new BadConfigException(
                    1, String.format(Locale.ROOT, "routes: at most %d levels, each with a receiver", MAX_DEPTH));
        }
        var own = new Inherited(receiver, grouping(file.groupBy(), above.grouping()), timing(file, above.timing()));
        var children = new ArrayList<Route>();
        var keys = new HashSet<String>();
        for (var child : file.routes() == null ? List.<RouteFile>of() : file.routes()) {
            var built = node(child, key, own, depth + 1);
            children.add(keys.add(built.key()) ? built : renamed(built, built.key() + "/" + children.size()));
        }
        return new Route(
                key,
                matchers,
                file.continues(),
                new Settings(
                        receiver,
                        own.grouping(),
                        own.timing(),
                        names(file.muteTimeIntervals()),
                        names(file.activeTimeIntervals())),
                children);
    }

    /** A sibling with the matchers of an earlier one gets groups of its own. */
    private static Route renamed(Route route, String key) {
        UnaryOperator<String> rename = old -> key + old.substring(route.key().length());
        return new Route(
                key,
                route.matchers(),
                route.continues(),
                route.settings(),
                route.children().stream()
                        .map(child -> renamed(child, rename.apply(child.key())))
                        .toList());
    }

    private static Grouping grouping(@Nullable List<Text> groupBy, Grouping above) throws BadConfigException {
        if (groupBy == null) {
            return above;
        }
        var names = groupBy.stream().map(Text::value).collect(Collectors.toSet());
        if (names.size() < groupBy.size()) {
            throw new BadConfigException(groupBy.getFirst().line(), "group_by: a label occurs twice");
        }
        if (!names.contains(ALL_LABELS)) {
            return new Grouping.By(names);
        }
        if (names.size() > 1) {
            throw new BadConfigException(
                    groupBy.getFirst().line(), "group_by: '...' stands for all labels and excludes others");
        }
        return new Grouping.ByAll();
    }

    private static Timing timing(RouteFile file, Timing above) throws BadConfigException {
        var wait = duration(file.groupWait(), above.groupWait(), "group_wait");
        var interval = duration(file.groupInterval(), above.groupInterval(), "group_interval");
        var repeat = duration(file.repeatInterval(), above.repeatInterval(), "repeat_interval");
        try {
            return new Timing(wait, interval, repeat);
        } catch (IllegalArgumentException e) {
            throw new BadConfigException(lineOf(file.groupInterval(), file.repeatInterval()), reason(e));
        }
    }

    private static Duration duration(@Nullable Text text, Duration above, String field) throws BadConfigException {
        return text == null ? above : read(text, field, Durations::parse);
    }

    private static Matchers matchers(RouteFile file) throws BadConfigException {
        return matchers(file.matchers(), file.match(), file.matchRe());
    }

    /** Matchers in the present form and in the two deprecated ones. */
    static Matchers matchers(
            @Nullable List<Text> matchers, @Nullable Map<String, Text> match, @Nullable Map<String, Text> matchRe)
            throws BadConfigException {
        var found = new ArrayList<Matcher>();
        for (var text : matchers == null ? List.<Text>of() : matchers) {
            found.addAll(read(text, "matchers", MatcherSyntax::parse));
        }
        found.addAll(deprecated(match, Matcher.Op.EQUAL));
        found.addAll(deprecated(matchRe, Matcher.Op.MATCHES));
        return new Matchers(found);
    }

    private static List<Matcher> deprecated(@Nullable Map<String, Text> values, Matcher.Op op)
            throws BadConfigException {
        var found = new ArrayList<Matcher>();
        for (var entry : values == null ? Set.<Map.Entry<String, Text>>of() : values.entrySet()) {
            found.add(read(entry.getValue(), "match", value -> new Matcher(entry.getKey(), op, value)));
        }
        return found;
    }

    private List<String> names(@Nullable List<Text> names) throws BadConfigException {
        var found = new ArrayList<String>();
        for (var name : names == null ? List.<Text>of() : names) {
            found.add(known(name, intervals, "time interval"));
        }
        return found;
    }

    private static String known(Text name, Set<String> all, String what) throws BadConfigException {
        if (!all.contains(name.value())) {
            throw new BadConfigException(
                    name.line(), "there is no %s '%s'; defined are %s".formatted(what, name.value(), sorted(all)));
        }
        return name.value();
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }

    static <T> T read(Text text, String field, Function<String, T> parse) throws BadConfigException {
        try {
            return parse.apply(text.value());
        } catch (IllegalArgumentException e) {
            throw new BadConfigException(text.line(), field + ": " + reason(e));
        }
    }

    private static String reason(IllegalArgumentException e) {
        var message = e.getMessage();
        return message == null ? e.toString() : message;
    }

    private static int lineOf(@Nullable Text one, @Nullable Text other) {
        if (one != null) {
            return one.line();
        }
        return other == null ? 1 : other.line();
    }
}
