package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fleetforge.testing.TestPlatform;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Children without owner: adopted when they are this world's, else named with the command that removes them. */
class OrphansE2E {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final Pattern COMMAND = Pattern.compile("kubectl -n \\S+ delete( \\w+/[\\w.-]+)+");

    private final TestPlatform platform = TestPlatform.shared();
    private final Worlds worlds = new Worlds(platform);

    @Test
    void shouldNameTheChildrenOfADeletedWorldUntilTheCommandIsRun() {
        worlds.apply("orphaned", 2, 1);
        worlds.awaitReady("orphaned");
        platform.kubectl().require("delete", "worldspec", "orphaned", "--cascade=orphan");
        await("the hosts end with their world")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(worlds.hosts("orphaned")).isEmpty());
        assertThat(worlds.topology("orphaned"))
                .as("the record without owner stays")
                .isNotNull();

        worlds.apply("orphaned", 2, 1);

        await("the children are named").atMost(SOON).untilAsserted(() -> {
            var stalled = condition("orphaned", "Stalled");
            assertThat(stalled.getStatus()).isEqualTo("True");
            assertThat(stalled.getReason()).isEqualTo("ForeignChildren");
            assertThat(stalled.getMessage())
                    .contains(
                            "worldtopology/orphaned",
                            "poddisruptionbudget/orphaned",
                            "kubectl -n default delete worldtopology/orphaned");
        });
        assertThat(worlds.hosts("orphaned")).as("no host without a record").isEmpty();
        run(condition("orphaned", "Stalled").getMessage());
        worlds.awaitReady("orphaned", SOON);
        assertThat(worlds.topology("orphaned")
                        .hasOwnerReferenceFor(
                                worlds.get("orphaned").getMetadata().getUid()))
                .isTrue();
        worlds.delete("orphaned");
    }

    @Test
    void shouldAdoptItsOwnChildrenWhenTheyLoseTheirOwner() {
        worlds.apply("adopting", 2, 1);
        worlds.awaitReady("adopting");
        var uid = worlds.get("adopting").getMetadata().getUid();
        var revision = worlds.topology("adopting").getSpec().revision();
        var pods = worlds.hosts("adopting").stream()
                .map(pod -> pod.getMetadata().getUid())
                .toList();

        disown("poddisruptionbudget/adopting");
        worlds.hosts("adopting")
                .forEach(pod -> disown("pod/" + pod.getMetadata().getName()));
        disown("worldtopology/adopting");

        await("the record and the budget have their owner again")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(List.<HasMetadata>of(
                                worlds.topology("adopting"),
                                platform.client()
                                        .policy()
                                        .v1()
                                        .podDisruptionBudget()
                                        .inNamespace(Worlds.NAMESPACE)
                                        .withName("adopting")
                                        .get()))
                        .allMatch(child -> child.hasOwnerReferenceFor(uid)));
        worlds.awaitReady("adopting");
        assertThat(worlds.topology("adopting").getSpec().revision()).isEqualTo(revision);
        assertThat(worlds.hosts("adopting"))
                .extracting(pod -> pod.getMetadata().getUid())
                .as("the hosts continue")
                .containsExactlyInAnyOrderElementsOf(pods);
        assertThat(condition("adopting", "Ready").getMessage()).isEqualTo("2 of 2 cells run");

        worlds.delete("adopting");
    }

    /** As a restore tool does: the object as it was, without owner. */
    @Test
    void shouldAdoptARecordThatIsRestoredWithoutOwner() {
        worlds.apply("restored", 2, 2);
        worlds.awaitReady("restored");
        var uid = worlds.get("restored").getMetadata().getUid();
        var record = worlds.topology("restored");
        record.getMetadata().setOwnerReferences(List.of());
        record.getMetadata().setResourceVersion(null);
        record.getMetadata().setUid(null);
        record.getMetadata().setManagedFields(null);

        platform.client().resource(worlds.topology("restored")).delete();
        await("the record is restored, or was rebuilt meanwhile")
                .atMost(SOON)
                .ignoreExceptions()
                .until(() -> worlds.topology("restored") != null
                        || platform.client().resource(record).create() != null);

        await("the record has its owner")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(worlds.topology("restored").hasOwnerReferenceFor(uid))
                        .isTrue());
        worlds.awaitReady("restored", SOON);
        worlds.delete("restored");
    }

    /** Runs the command that {@code message} names, as an operator does. */
    private void run(String message) {
        var command = COMMAND.matcher(message);
        assertThat(command.find()).as(message).isTrue();
        var arguments = command.group().split(" ");
        platform.kubectl()
                .require(List.of(arguments).subList(1, arguments.length).toArray(String[]::new));
    }

    private void disown(String child) {
        platform.kubectl().require("patch", child, "--type=merge", "-p", "{\"metadata\":{\"ownerReferences\":null}}");
    }

    private Condition condition(String world, String type) {
        var status = worlds.get(world).getStatus();
        assertThat(status).isNotNull();
        return Objects.requireNonNull(status.condition(type), type);
    }
}
