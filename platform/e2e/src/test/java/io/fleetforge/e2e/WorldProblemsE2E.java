package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fleetforge.testing.TestPlatform;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What keeps a world from its spec is in its conditions and Events. */
class WorldProblemsE2E {

    private static final String ROLE = "fleetforge-controller";
    private static final Duration SOON = Duration.ofSeconds(60);

    private final TestPlatform platform = TestPlatform.shared();
    private final Worlds worlds = new Worlds(platform);

    @Test
    void shouldNameAnImageThatCannotBePulledAndStallAfterTheDeadline() {
        worlds.apply("unpulled", 2, 2);
        worlds.edit("unpulled", "{\"spec\":{\"image\":\"no-such-image:1\",\"progressDeadline\":\"15s\"}}");
        // The first pods may have been created before the edit.
        platform.kubectl().require("delete", "pods", "-l", "fleetforge.io/world=unpulled", "--wait=false");

        await("the cause is named").atMost(SOON).untilAsserted(() -> {
            assertThat(condition("unpulled", "Reconciling").getMessage())
                    .contains("host unpulled-", "ImagePull", "no-such-image:1");
            assertThat(events("unpulled")).contains("HostNotStarting");
        });
        platform.kubectl()
                .require(
                        "wait", "worldspec/unpulled", "--for=condition=Stalled", "--timeout=" + SOON.toSeconds() + "s");
        assertThat(condition("unpulled", "Stalled").getReason()).isEqualTo("ProgressDeadlineExceeded");
        assertThat(condition("unpulled", "Stalled").getMessage()).contains("15s", "no-such-image:1");
        assertThat(events("unpulled")).contains("ProgressDeadlineExceeded");

        worlds.edit("unpulled", "{\"spec\":{\"image\":null}}");
        worlds.awaitReady("unpulled", SOON);
        assertThat(condition("unpulled", "Stalled").getStatus()).isEqualTo("False");
        worlds.delete("unpulled");
    }

    @Test
    void shouldNameAWriteThatIsForbiddenUntilItIsAllowed() {
        worlds.apply("forbidden", 2, 2);
        worlds.awaitReady("forbidden");
        var rules = role();
        update(rules.stream()
                .map(rule -> rule.getResources().contains("worldtopologies")
                        ? new PolicyRuleBuilder(rule)
                                .withVerbs("get", "list", "watch")
                                .build()
                        : rule)
                .toList());
        try {
            platform.kubectl().require("scale", "worldspec", "forbidden", "--replicas=4");

            await("the refusal is named").atMost(SOON).untilAsserted(() -> {
                var degraded = condition("forbidden", "Degraded");
                assertThat(degraded.getReason()).isEqualTo("ReconcileFailed");
                assertThat(degraded.getMessage()).contains("worldtopologies", "forbidden");
                assertThat(events("forbidden")).contains("ReconcileFailed");
            });
            assertThat(worlds.get("forbidden").getStatus().readyCells())
                    .as("the cells continue")
                    .isEqualTo(2);
            assertThat(condition("forbidden", "Ready").getStatus()).isEqualTo("True");
        } finally {
            update(rules);
        }
        worlds.awaitReady("forbidden", SOON);
        assertThat(worlds.topology("forbidden").getSpec().cells()).hasSize(4);
        assertThat(condition("forbidden", "Degraded").getStatus()).isEqualTo("False");
        worlds.delete("forbidden");
    }

    @Test
    void shouldMakeTheBudgetAndTheBindingOfTheHostsAgainWhenTheyAreDeleted() {
        worlds.apply("stripped", 2, 2);
        worlds.awaitReady("stripped");
        platform.kubectl().require("delete", "poddisruptionbudget", "stripped");
        platform.kubectl().require("delete", "rolebinding", "fleetforge-cell-host");

        await("the budget is there again")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(platform.client()
                                .policy()
                                .v1()
                                .podDisruptionBudget()
                                .inNamespace(Worlds.NAMESPACE)
                                .withName("stripped")
                                .get())
                        .isNotNull());
        platform.kubectl().require("scale", "worldspec", "stripped", "--replicas=4");
        worlds.awaitReady("stripped", SOON.multipliedBy(2)); // the new host needs the binding for its Lease
        worlds.delete("stripped");
    }

    private Condition condition(String world, String type) {
        var status = worlds.get(world).getStatus();
        assertThat(status).isNotNull();
        assertThat(status.condition(type)).as(type).isNotNull();
        return Objects.requireNonNull(status.condition(type));
    }

    private List<String> events(String world) {
        return platform.client().v1().events().inNamespace(Worlds.NAMESPACE).list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getName().equals(world))
                .map(event -> event.getReason())
                .toList();
    }

    private List<PolicyRule> role() {
        return platform.client().rbac().clusterRoles().withName(ROLE).get().getRules();
    }

    private void update(List<PolicyRule> rules) {
        platform.client().rbac().clusterRoles().withName(ROLE).edit(role -> {
            role.setRules(rules);
            return role;
        });
    }
}
