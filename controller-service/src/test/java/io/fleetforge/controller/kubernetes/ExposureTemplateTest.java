package io.fleetforge.controller.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.controller.WorldFixture;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExposureTemplateTest {

    private static final String GATEWAY =
            "{type: Gateway, hostname: play.example.org, gateway: {name: public, namespace: gateways, sectionName: https}}";
    private static final String LOAD_BALANCER = "{type: LoadBalancer, annotations: {cloud.example.com/size: small}}";

    @Test
    void shouldRenderNothingInsideTheCluster() {
        assertThat(ExposureTemplate.render(world("{type: ClusterInternal}"), List.of("arena-0")))
                .isEmpty();
    }

    @Test
    void shouldSelectThePodOfTheHostAtEveryIncarnation() {
        var world = world(LOAD_BALANCER);
        var service =
                (Service) ExposureTemplate.render(world, List.of("arena-0")).getFirst();
        var pod = new HostTemplate("image:1", Map.of()).render(world, "arena-0", 7, CorrelationId.random());
        var other = new HostTemplate("image:1", Map.of()).render(world, "arena-1", 7, CorrelationId.random());

        assertThat(pod.getMetadata().getLabels())
                .containsAllEntriesOf(service.getSpec().getSelector());
        assertThat(other.getMetadata().getLabels().entrySet())
                .doesNotContainSequence(service.getSpec().getSelector().entrySet());
        assertThat(service.getSpec().getPorts()).singleElement().satisfies(port -> {
            assertThat(port.getPort()).isEqualTo(8081);
            assertThat(pod.getSpec().getContainers().getFirst().getPorts())
                    .anySatisfy(container -> assertThat(container.getName())
                            .isEqualTo(port.getTargetPort().getStrVal()));
        });
        assertThat(service.getMetadata().getAnnotations()).containsEntry("cloud.example.com/size", "small");
        assertThat(service.getSpec().getType()).isEqualTo("LoadBalancer");
        assertThat(service.getSpec().getExternalTrafficPolicy()).isEqualTo("Local");
        assertThat(service.hasOwnerReferenceFor("u-1")).isTrue();
    }

    @Test
    void shouldRouteThePathOfTheHostAndTakeItOff() {
        var objects = ExposureTemplate.render(world(GATEWAY), List.of("arena-0", "arena-1"));

        assertThat(objects)
                .extracting(ExposureObjects::name)
                .containsExactly("service/arena-0", "service/arena-1", "httproute/arena-0", "httproute/arena-1");
        var route = (HTTPRoute) objects.get(2);
        assertThat(route.getSpec().getHostnames()).containsExactly("play.example.org");
        assertThat(route.getSpec().getParentRefs()).singleElement().satisfies(parent -> {
            assertThat(parent.getName()).isEqualTo("public");
            assertThat(parent.getNamespace()).isEqualTo("gateways");
            assertThat(parent.getSectionName()).isEqualTo("https");
        });
        assertThat(route.getSpec().getRules()).singleElement().satisfies(rule -> {
            assertThat(rule.getMatches().getFirst().getPath().getType()).isEqualTo("PathPrefix");
            assertThat(rule.getMatches().getFirst().getPath().getValue()).isEqualTo("/games/arena-0");
            assertThat(rule.getFilters().getFirst().getUrlRewrite().getPath().getReplacePrefixMatch())
                    .isEqualTo("/");
            assertThat(rule.getBackendRefs().getFirst().getName()).isEqualTo("arena-0");
            assertThat(rule.getBackendRefs().getFirst().getPort()).isEqualTo(8081);
        });
    }

    @Test
    void shouldApplyAgainOnADifferenceOfItsOwnFieldsOnly() {
        var world = world(LOAD_BALANCER);
        var desired = only(world);
        var stored = new ServiceBuilder((Service) desired)
                .editMetadata()
                .addToLabels("team", "a")
                .endMetadata()
                .editSpec()
                .withClusterIP("10.0.0.9")
                .editFirstPort()
                .withNodePort(30_001)
                .endPort()
                .endSpec()
                .build();

        assertThat(ExposureObjects.isApplied(world, desired, stored)).isTrue();
        assertThat(ExposureObjects.isApplied(
                        world,
                        desired,
                        new ServiceBuilder(stored)
                                .editSpec()
                                .addToSelector("app", "another")
                                .endSpec()
                                .build()))
                .as("a selector with one label more")
                .isFalse();
        assertThat(ExposureObjects.isApplied(world, only(world("{type: LoadBalancer}")), stored))
                .as("an annotation that the spec no longer has")
                .isFalse();
        assertThat(ExposureObjects.isApplied(
                        world,
                        desired,
                        new ServiceBuilder(stored)
                                .editMetadata()
                                .withOwnerReferences(List.of())
                                .endMetadata()
                                .build()))
                .as("the owner was lost")
                .isFalse();
    }

    private static HasMetadata only(WorldSpec world) {
        return ExposureTemplate.render(world, List.of("arena-0")).getFirst();
    }

    private static WorldSpec world(String exposure) {
        return WorldFixture.of(
                "games",
                "arena",
                "capacity: {resources: {cpu: 100m, memory: 256Mi}}",
                "persistence: {enabled: true, checkpointInterval: 30s}",
                "exposure: " + exposure);
    }
}
