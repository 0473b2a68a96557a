package io.fleetforge.controller.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fleetforge.contracts.crd.ExposureSpec.GatewayReference;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouteAcceptanceTest {

    private static final GatewayReference GATEWAY = new GatewayReference("public", "gateways", "https");
    private static final String NAMED = "{namespace: gateways, name: public, sectionName: https}";

    @Test
    void shouldHoldWhenTheNamedListenerHasAccepted() {
        assertThat(of(parent(NAMED, condition("Accepted", "True", 2)))).isEqualTo(accepted());
        assertThat(of(parent("{name: public, sectionName: https}", condition("Accepted", "True", 2)))
                        .accepted())
                .as("a Gateway in the namespace of the route")
                .isFalse();
    }

    @Test
    void shouldWaitWithoutADecision() {
        assertThat(of("")).isEqualTo(waiting());
        assertThat(of(parent(NAMED, condition("ResolvedRefs", "True", 2)))).isEqualTo(waiting());
    }

    @Test
    void shouldNotTakeADecisionOfAnotherParent() {
        var elsewhere = parent("{namespace: gateways, name: private}", condition("Accepted", "False", 2));
        var accepted = parent(NAMED, condition("Accepted", "True", 2));

        assertThat(of(elsewhere)).isEqualTo(waiting());
        assertThat(of(elsewhere + accepted)).isEqualTo(accepted());
    }

    @Test
    void shouldNotTakeADecisionAboutAnEarlierGeneration() {
        assertThat(of(parent(NAMED, condition("Accepted", "True", 1)))).isEqualTo(waiting());
        assertThat(of(parent(NAMED, condition("Accepted", "False", 1)))).isEqualTo(waiting());
    }

    @Test
    void shouldHaveTheTextOfARefusal() {
        assertThat(of(parent(NAMED, condition("Accepted", "False", 2))).refusal())
                .contains("Accepted is False, NotAllowed: see the listener");
        assertThat(of(parent(NAMED, condition("Accepted", "True", 2) + condition("ResolvedRefs", "False", 2))))
                .as("the Service is not found")
                .satisfies(acceptance -> {
                    assertThat(acceptance.accepted()).isFalse();
                    assertThat(acceptance.refusal())
                            .hasValueSatisfying(text -> assertThat(text).startsWith("ResolvedRefs is False"));
                });
    }

    private static RouteAcceptance accepted() {
        return new RouteAcceptance(true, Optional.empty());
    }

    private static RouteAcceptance waiting() {
        return new RouteAcceptance(false, Optional.empty());
    }

    private static RouteAcceptance of(String parents) {
        return RouteAcceptance.of(Serialization.unmarshal("""
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: w-0, namespace: games, generation: 2}
                status:
                  parents: [%s]
                """.formatted(parents), HTTPRoute.class), GATEWAY);
    }

    private static String parent(String reference, String conditions) {
        return "{controllerName: example.org/gateway, parentRef: %s, conditions: [%s]},"
                .formatted(reference, conditions);
    }

    private static String condition(String type, String status, int generation) {
        return "{type: %s, status: '%s', reason: NotAllowed, message: see the listener, observedGeneration: %d},"
                .formatted(type, status, generation);
    }
}
