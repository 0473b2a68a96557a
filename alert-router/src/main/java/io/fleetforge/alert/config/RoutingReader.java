package io.fleetforge.alert.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fleetforge.alert.decide.Routing;
import io.fleetforge.alert.inhibit.InhibitRule;
import io.fleetforge.alert.oncall.OnCallPlan;
import io.fleetforge.alert.receiver.Integration;
import io.fleetforge.alert.receiver.Receiver;
import io.fleetforge.alert.route.TimeInterval;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a routing file in Alertmanager's format, whole or not at all. Thread-safe. */
public final class RoutingReader {

    private static final ObjectMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private RoutingReader() {}

    /**
     * @throws BadConfigException that names line and reason
     */
    public static Routing read(String yaml) throws BadConfigException {
        var file = parse(yaml);
        if (file.route() == null || file.receivers() == null) {
            throw new BadConfigException(1, "a route and receivers are needed");
        }
        var names = unique(file.receivers().stream().map(ReceiverFile::name).toList(), "receiver");
        var intervals = intervals(file);
        var tree = new TreeBuilder(names, intervals.keySet()).root(file.route());
        var onCall = OnCallBuilder.of(file, names);
        var receivers = receivers(file.receivers(), onCall);
        requireReachable(onCall, receivers);
        return new Routing(
                tree, receivers, inhibitRules(file), intervals, onCall, OnCallBuilder.heartbeats(file.heartbeats()));
    }

    private static Map<String, Receiver> receivers(List<ReceiverFile> files, OnCallPlan onCall)
            throws BadConfigException {
        var receivers = new LinkedHashMap<String, Receiver>();
        for (var file : files) {
            receivers.put(
                    file.name().value(),
                    ReceiverBuilder.of(file, onCall.policies().keySet()));
        }
        for (var file : files) {
            var fallback = file.fallback();
            if (fallback != null
                    && (!receivers.containsKey(fallback.value())
                            || fallback.value().equals(file.name().value()))) {
                throw new BadConfigException(
                        fallback.line(), "fallback: another receiver is needed, got '%s'".formatted(fallback.value()));
            }
            if (fallback != null
                    && Objects.requireNonNull(receivers.get(fallback.value())).integrations().stream()
                            .anyMatch(Integration.OnCall.class::isInstance)) {
                throw new BadConfigException(
                        fallback.line(),
                        "fallback: '%s' has oncall_configs; a receiver without them is needed"
                                .formatted(fallback.value()));
            }
        }
        return receivers;
    }

    /** A user's receiver needs an integration, and none that pages users again. */
    private static void requireReachable(OnCallPlan onCall, Map<String, Receiver> receivers) throws BadConfigException {
        for (var user : onCall.users().values()) {
            var receiver = receivers.get(user.receiver());
            if (receiver == null
                    || receiver.integrations().isEmpty()
                    || receiver.integrations().stream().anyMatch(Integration.OnCall.class::isInstance)) {
                throw new BadConfigException(
                        1,
                        "user %s: receiver '%s' needs an integration other than oncall_configs, and no oncall_configs"
                                .formatted(user.name(), user.receiver()));
            }
        }
    }

    private static RoutingFile parse(String yaml) throws BadConfigException {
        try {
            var file = YAML.readValue(yaml, RoutingFile.class);
            if (file == null) {
                throw new BadConfigException(1, "the file is empty");
            }
            return file;
        } catch (UnrecognizedPropertyException e) {
            throw new BadConfigException(
                    lineOf(yaml, e.getPropertyName()),
                    "'%s' is unknown; known here are %s".formatted(e.getPropertyName(), e.getKnownPropertyIds()));
        } catch (JsonProcessingException e) {
            var line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new BadConfigException(
                    line, e.getOriginalMessage().lines().findFirst().orElse("cannot be read"));
        }
    }

    /** The parser reports an unknown property at the end of its object only. */
    private static int lineOf(String yaml, String property) {
        var lines = yaml.lines().toList();
        for (var line = 0; line < lines.size(); line++) {
            if (lines.get(line).matches(".*\\b" + Pattern.quote(property) + "[\"']?\\s*:.*")) {
                return line + 1;
            }
        }
        return 1;
    }

    private static Set<String> unique(List<Text> names, String what) throws BadConfigException {
        var found = new HashSet<String>();
        for (var name : names) {
            if (!found.add(name.value())) {
                throw new BadConfigException(name.line(), "%s '%s' is defined twice".formatted(what, name.value()));
            }
        }
        return found;
    }

    private static Map<String, List<TimeInterval>> intervals(RoutingFile file) throws BadConfigException {
        var all = new ArrayList<>(orEmpty(file.timeIntervals()));
        all.addAll(orEmpty(file.muteTimeIntervals()));
        unique(all.stream().map(IntervalFile::name).toList(), "time interval");
        var intervals = new LinkedHashMap<String, List<TimeInterval>>();
        for (var each : all) {
            var parts = new ArrayList<TimeInterval>();
            for (var part : orEmpty(each.timeIntervals())) {
                parts.add(IntervalBuilder.of(part));
            }
            intervals.put(each.name().value(), List.copyOf(parts));
        }
        return intervals;
    }

    private static List<InhibitRule> inhibitRules(RoutingFile file) throws BadConfigException {
        var rules = new ArrayList<InhibitRule>();
        for (var rule : orEmpty(file.inhibitRules())) {
            var name = rule.name() == null
                    ? String.format(Locale.ROOT, "inhibit_rules[%d]", rules.size())
                    : rule.name().value();
            rules.add(new InhibitRule(
                    name,
                    TreeBuilder.matchers(rule.sourceMatchers(), rule.sourceMatch(), rule.sourceMatchRe()),
                    TreeBuilder.matchers(rule.targetMatchers(), rule.targetMatch(), rule.targetMatchRe()),
                    orEmpty(rule.equal()).stream().map(Text::value).collect(Collectors.toSet())));
        }
        return rules;
    }

    static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
