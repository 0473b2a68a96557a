package io.fleetforge.ffctl.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalWarningsTest {

    @Test
    void shouldIgnoreTheCheckOfTheApiServersOwnAddressAtStart() {
        assertThat(LocalWarnings.isOfStart(warning("ClusterIPNotAllocated", "Service", "default", "kubernetes")))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "ClusterIPNotAllocated, Service, fleetforge-system, alert-router",
        "ClusterIPOutOfRange, Service, default, kubernetes",
        "FailedScheduling, Pod, default, starter-0",
        "FailedToUpdateEndpoint, Endpoints, fleetforge-system, alert-router"
    })
    void shouldReportEveryOtherWarning(String reason, String kind, String namespace, String name) {
        assertThat(LocalWarnings.isOfStart(warning(reason, kind, namespace, name)))
                .isFalse();
    }

    private static Event warning(String reason, String kind, String namespace, String name) {
        return new EventBuilder()
                .withType("Warning")
                .withReason(reason)
                .withNewInvolvedObject()
                .withKind(kind)
                .withNamespace(namespace)
                .withName(name)
                .endInvolvedObject()
                .build();
    }
}
