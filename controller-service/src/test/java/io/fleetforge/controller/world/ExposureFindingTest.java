package io.fleetforge.controller.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Host;
import io.fleetforge.contracts.crd.WorldTopologySpec.Source;
import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.controller.WorldFixture;
import io.fleetforge.controller.kubernetes.ExposureObjects.Routes;
import io.fleetforge.controller.problem.WorldProblem;
import io.fleetforge.controller.problem.WorldProblem.NotExposed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Addresses as observed, and the condition of a world whose hosts have them. */
class ExposureFindingTest {

    private static final WorldSpec INTERNAL = world("{type: ClusterInternal}");
    private static final WorldSpec BALANCED = world("{type: LoadBalancer}");
    private static final WorldSpec GATEWAY =
            world("{type: Gateway, hostname: play.example.org, gateway: {name: public}}");

    @Test
    void shouldHaveNoConditionInsideTheCluster() {
        assertThat(ExposureFinding.of(INTERNAL, outcome(null))).isEmpty();
    }

    @Test
    void shouldNameTheHostThatWaitsForItsLoadBalancer() {
        var finding = ExposureFinding.of(BALANCED, outcome(Map.of("w-0", "http://203.0.113.5:8081")))
                .orElseThrow();

        assertThat(finding)
                .isEqualTo(
                        new Finding(
                                false,
                                "WaitingForAddresses",
                                "1 of 2 hosts have a public address; service/w-1 waits for an address from the load balancer of the cluster"));
    }

    @Test
    void shouldHoldWhenEveryHostHasAnAddress() {
        var finding = ExposureFinding.of(
                        GATEWAY, outcome(Map.of("w-0", "https://p/games/w-0", "w-1", "https://p/games/w-1")))
                .orElseThrow();

        assertThat(finding).isEqualTo(new Finding(true, "AddressesAssigned", "2 of 2 hosts have a public address"));
    }

    @Test
    void shouldNotHoldBeforeTheGatewayHasAcceptedEveryRoute() {
        var addresses = Map.of("w-0", "https://p/games/w-0", "w-1", "https://p/games/w-1");

        assertThat(ExposureFinding.of(GATEWAY, outcome(addresses, "httproute/w-1")))
                .contains(new Finding(
                        false,
                        "WaitingForGateway",
                        "2 of 2 hosts have a public address; httproute/w-1 is not accepted by its Gateway yet"));
    }

    @Test
    void shouldNameTheFirstProblemAndCountTheOthers() {
        var finding = ExposureFinding.of(
                        GATEWAY,
                        outcome(Map.of(), new NotExposed("service/w-0", "one"), new NotExposed("service/w-1", "two")))
                .orElseThrow();

        assertThat(finding).isEqualTo(new Finding(false, "NotExposed", "one; and 1 more"));
    }

    @Test
    void shouldTakeTheNameOfALoadBalancerBeforeItsIpAddress() {
        var observed = new ObservedExposure(
                List.of(service("w-0", "", "203.0.113.5"), service("w-1", "lb.example.com", "203.0.113.6"), pending()),
                Routes.NONE);

        assertThat(observed.addresses(BALANCED, Map.of()).orElseThrow())
                .containsOnly(
                        Map.entry("w-0", "http://203.0.113.5:8081"), Map.entry("w-1", "http://lb.example.com:8081"));
        assertThat(observed.addresses(INTERNAL, Map.of())).isEmpty();
    }

    @Test
    void shouldKeepThePublishedAddressesWhileTheRoutesCannotBeListed() {
        var observed = new ObservedExposure(List.of(), new Routes(List.of(), Optional.of("forbidden"), true));
        var url = "https://" + GATEWAY.getSpec().exposure().hostname() + "/"
                + GATEWAY.getMetadata().getNamespace() + "/w-0";

        assertThat(observed.addresses(GATEWAY, Map.of("w-0", url, "w-1", "http://203.0.113.7:8081")))
                .as("one of a load balancer is of an earlier exposure")
                .contains(Map.of("w-0", url));
    }

    @Test
    void shouldHaveTheUrlOfARouteOnceItIsStored() {
        var route = new HTTPRouteBuilder()
                .withNewMetadata()
                .withName("w-0")
                .endMetadata()
                .build();

        assertThat(new ObservedExposure(List.of(), Routes.listed(List.of(route)))
                        .addresses(GATEWAY, Map.of())
                        .orElseThrow())
                .containsOnly(Map.entry("w-0", "https://play.example.org/games/w-0"));
    }

    private static WorldOutcome outcome(@Nullable Map<String, String> addresses, WorldProblem... problems) {
        return outcome(addresses, null, problems);
    }

    private static WorldOutcome outcome(
            @Nullable Map<String, String> addresses, @Nullable String waitingFor, WorldProblem... problems) {
        var topology = new WorldTopologySpec(
                1,
                1,
                new Source(new Bounds(0, 1, 0, 1), 1, 1, 1),
                List.of(new Host("w-0", 1), new Host("w-1", 1)),
                List.of(),
                addresses);
        return new WorldOutcome(
                topology,
                List.of(),
                HostOutcome.NONE,
                null,
                true,
                Optional.empty(),
                Optional.empty(),
                new ExposureOutcome(List.of(problems), Optional.ofNullable(waitingFor), Optional.empty()));
    }

    private static Service service(String name, String hostname, String ip) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewStatus()
                .withNewLoadBalancer()
                .addNewIngress()
                .withHostname(hostname)
                .withIp(ip)
                .endIngress()
                .endLoadBalancer()
                .endStatus()
                .build();
    }

    private static Service pending() {
        return new ServiceBuilder()
                .withNewMetadata()
                .withName("w-2")
                .endMetadata()
                .build();
    }

    private static WorldSpec world(String exposure) {
        return WorldFixture.of("games", "w", "exposure: " + exposure);
    }
}
