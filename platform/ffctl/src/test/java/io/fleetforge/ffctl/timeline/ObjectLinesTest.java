package io.fleetforge.ffctl.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.ffctl.timeline.TimelineEntry.Origin;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ObjectLinesTest {

    private static final String WORLD = """
            apiVersion: fleetforge.io/v1
            kind: WorldSpec
            metadata:
              name: starter
              namespace: default
              uid: 6f1c2a3b-4d5e-6f70-8192-a3b4c5d6e7f8
              generation: 3
              creationTimestamp: "2026-01-01T12:00:00Z"
              annotations: {fleetforge.io/correlation-id: trace-7}
              managedFields:
                - {manager: other, operation: Update, time: "2026-01-01T11:00:00Z", fieldsV1: {"f:status": {}}}
                - manager: kubectl
                  operation: Update
                  time: "2026-01-01T12:05:00Z"
                  fieldsV1: {"f:metadata": {"f:annotations": {"f:fleetforge.io/correlation-id": {}}}}
            """;

    private final ObjectLines lines = new ObjectLines(new CorrelationId("trace-7"));

    @Test
    void shouldReportWriterAndTimeOfTheTag() {
        var entry = lines.tagged(Serialization.unmarshal(WORLD, WorldSpec.class));

        assertThat(entry)
                .contains(new TimelineEntry(
                        Instant.parse("2026-01-01T12:05:00Z"),
                        true,
                        Origin.OBJECT,
                        "kubectl",
                        "WorldSpec/starter",
                        "tagged with this id",
                        java.util.Map.of()));
    }

    @Test
    void shouldFindTheObjectOfADerivedId() {
        var derived = new ObjectLines(new CorrelationId("gen-6f1c2a3b-4d5e-2"));

        assertThat(derived.tagged(Serialization.unmarshal(WORLD, WorldSpec.class)))
                .hasValueSatisfying(
                        line -> assertThat(line.message()).isEqualTo("created; the id is of its generation 2"));
        assertThat(new ObjectLines(new CorrelationId("gen-6f1c2a3b-4d5e-4"))
                        .tagged(Serialization.unmarshal(WORLD, WorldSpec.class)))
                .isEmpty();
    }

    @Test
    void shouldSkipObjectsOfOtherIds() {
        assertThat(lines.tagged(Serialization.unmarshal("""
                apiVersion: v1
                kind: Pod
                metadata: {name: p, annotations: {fleetforge.io/correlation-id: trace-8}}
                """, Pod.class))).isEmpty();
    }

    @Test
    void shouldReadAnEventWithItsCount() {
        var entry = lines.event(Serialization.unmarshal("""
                apiVersion: v1
                kind: Event
                metadata: {name: e, annotations: {fleetforge.io/correlation-id: trace-7}}
                involvedObject: {kind: WorldSpec, name: starter}
                type: Warning
                reason: SplitRefused
                message: maxCells is reached
                count: 2
                firstTimestamp: "2026-01-01T12:00:00Z"
                lastTimestamp: "2026-01-01T12:00:09Z"
                reportingComponent: fleetforge-controller
                """, Event.class));

        assertThat(entry).hasValueSatisfying(line -> {
            assertThat(line.message())
                    .isEqualTo("Event Warning SplitRefused: maxCells is reached (2 times until 2026-01-01T12:00:09Z)");
            assertThat(line.pod()).isEqualTo("WorldSpec/starter");
            assertThat(line.service()).isEqualTo("fleetforge-controller");
        });
    }
}
