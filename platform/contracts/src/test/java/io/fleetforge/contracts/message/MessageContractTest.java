package io.fleetforge.contracts.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.message.HostTelemetry.CellSample;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;
import io.fleetforge.contracts.message.TopologyMessage.HostAssignment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records, JSON and JSON Schema agree. */
class MessageContractTest {

    private static final WorldRef WORLD = new WorldRef("default", "starter", "uid-1");
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");

    private static final PlayerSpread SPREAD =
            PlayerSpread.of(new double[] {1, 2.25, 9}, new double[] {0, 0, 3}, new Bounds(0, 10, 0, 10));

    private static final AlertMessage ALERT = new AlertMessage(
            new TreeMap<>(Map.of("alertname", "Down")), new TreeMap<>(), AT, AT.plusSeconds(60), "", AT);

    static Stream<Record> samples() {
        return Stream.of(
                new TopologyMessage(
                        WORLD,
                        3,
                        2,
                        new Bounds(0, 10, 0, 10),
                        100,
                        List.of(new HostAssignment("starter-0", 1)),
                        List.of(new CellAssignment("c1-0", new Bounds(0, 10, 0, 10), "starter-0", 1, List.of("c0-1")))),
                new TopologyMessage(
                        WORLD,
                        3,
                        2,
                        new Bounds(0, 10, 0, 10),
                        100,
                        List.of(new HostAssignment("starter-0", 1)),
                        List.of(),
                        Map.of("starter-0", "https://play.example.org/default/starter-0")),
                new WorldEvent(WORLD, AT, 3, "WorldReady", "4 of 4 cells run"),
                new CellEvent(WORLD, "c1-0", "starter-0", 1, 1, 3, AT, "CellReady", "runs"),
                new SessionEvent(WORLD, "c1-0", 1, "session", "ann", 1.5, 2.5, AT, "Joined"),
                new SessionRecord(WORLD, "session", "ann", 1, "0f".repeat(32), "starter-0", 1, "process", 1.5, 2.5, AT),
                new SessionRecord(
                        WORLD,
                        "session",
                        "ann",
                        1,
                        "0f".repeat(32),
                        "starter-0",
                        1,
                        "process",
                        1.5,
                        2.5,
                        AT,
                        SubjectClaim.opening("ab".repeat(32))),
                new SessionHandoff(
                        WORLD,
                        "session",
                        "ann",
                        1,
                        "0f".repeat(32),
                        new SessionHandoff.Sender("starter-0", 1, "process"),
                        "starter-1",
                        2,
                        new SessionHandoff.Motion(1.5, 2.5, 3.5, 4.5),
                        AT),
                new SessionKey(WORLD, "k".repeat(43), "x".repeat(43), "starter-0", "process", AT),
                ALERT,
                new AlertBatch("alertmanager", AT, List.of(ALERT)),
                new NotificationLogMessage(
                        "{}:{alertname=\"Down\"}", "ops/slack-0", AT, Set.of("0".repeat(16)), Set.of(), Set.of()),
                new SilenceMessage("s1", List.of("alertname=\"Down\""), AT, AT.plusSeconds(60), "ann", "known", AT),
                new PartitionClaim("alert-router-0", "process", true, 1, AT),
                new AlertDecision("0".repeat(16), AT, "Notified", "{}:{}", "ops", "ops/slack-0", "FIRST"),
                new IncidentEntry("i1", "opened", AT, "Opened", "alert-router", "", new TreeMap<>(Map.of("a", "b"))),
                new GhostUpdate(
                        WORLD,
                        "starter-0",
                        1,
                        "process",
                        "10.0.0.7:8080",
                        AT,
                        List.of(new GhostUpdate.GhostCell(
                                "c1-0",
                                1,
                                new Bounds(0, 10, 0, 10),
                                List.of(new GhostUpdate.Ghost("session", "ann", 9.5, 2.5))))),
                new HostTelemetry(
                        WORLD,
                        "starter-0",
                        1,
                        "process",
                        3,
                        AT,
                        3,
                        List.of(
                                new CellSample("c1-0", 1, CellState.RUNNING, 0, 4000, -5, 0),
                                new CellSample("c1-1", 1, CellState.RUNNING, 3, 4000, -5, 0, SPREAD))));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldDecodeWhatItEncodedAndMatchItsSchema(Record message) throws Exception {
        var json = MessageCodec.encode(message);

        assertThat(MessageCodec.decode(json, message.getClass())).isEqualTo(message);
        assertThat(violations(message.getClass(), new String(json, StandardCharsets.UTF_8)))
                .isEmpty();
    }

    @Test
    void shouldHaveASampleAndASchemaForEveryPayload() {
        var payloads = Arrays.stream(EventType.values()).map(EventType::payload).collect(Collectors.toSet());

        assertThat(samples().map(Record::getClass).collect(Collectors.<Class<?>>toSet()))
                .containsAll(payloads);
    }

    @Test
    void shouldNameEachTypeOnceByNounAndState() {
        var types = Arrays.stream(EventType.values()).map(EventType::type).toList();

        assertThat(types)
                .doesNotHaveDuplicates()
                .allMatch(type ->
                        type.matches("io\\.fleetforge\\.[a-z]+(-[a-z]+)?\\.(ready|left|handed-off|[a-z]+ed)\\.v1"));
    }

    @Test
    void shouldIgnoreUnknownFieldsAndTypeIds() throws Exception {
        var json = "{\"@class\":\"java.lang.Runtime\",\"later\":1,\"namespace\":\"a\",\"name\":\"b\",\"uid\":\"c\"}";

        assertThat(MessageCodec.decode(json.getBytes(StandardCharsets.UTF_8), WorldRef.class))
                .isEqualTo(new WorldRef("a", "b", "c"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "[]", "{", "{\"namespace\":\"\",\"name\":\"b\",\"uid\":\"c\"}", "{\"name\":\"b\"}"})
    void shouldReportAMalformedPayload(String payload) {
        assertThatThrownBy(() -> MessageCodec.decode(payload.getBytes(StandardCharsets.UTF_8), WorldRef.class))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageStartingWith("WorldRef");
    }

    private static List<String> violations(Class<?> payload, String json) throws IOException {
        try (var in = MessageContractTest.class.getResourceAsStream("/schemas/" + payload.getSimpleName() + ".json")) {
            assertThat(in).as("schema of %s", payload.getSimpleName()).isNotNull();
            var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
            return schema.validate(json, InputFormat.JSON).stream()
                    .map(Object::toString)
                    .toList();
        }
    }
}
