package io.fleetforge.controller;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.fleetforge.testing.ArchitectureRules;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of the house hold in this service. */
class ArchitectureTest {

    private static final String ROOT = "io.fleetforge.controller";
    private static final JavaClasses CLASSES = ArchitectureRules.mainClasses(ROOT);
    private static final List<String> PURE_ROOMS = List.of(
            "io.fleetforge.controller.partition..",
            "io.fleetforge.controller.placement..",
            "io.fleetforge.controller.operation..",
            "io.fleetforge.controller.scaling..");

    @Test
    void shouldKeepPureRoomsPure() {
        for (var room : PURE_ROOMS) {
            ArchitectureRules.pureRoom(room, PURE_ROOMS.toArray(String[]::new)).check(CLASSES);
        }
    }

    @Test
    void shouldReadNoClockAndNoRandomnessInAnyRoom() {
        ArchitectureRules.noAmbientTime(ROOT + "..").check(CLASSES);
    }

    @Test
    void shouldKeepKafkaInMessaging() {
        ArchitectureRules.kafkaAtTheEdge(ROOT).check(CLASSES);
    }

    @Test
    void shouldHaveNoCyclesFieldInjectionOrMagnetNames() {
        ArchitectureRules.noCycles(ROOT).check(CLASSES);
        ArchitectureRules.handlersOnWorkers().check(CLASSES);
        ArchitectureRules.noFieldInjection().allowEmptyShould(true).check(CLASSES);
        ArchitectureRules.noMagnetNames().check(CLASSES);
    }

    @Test
    void shouldSpeakToKubernetesInTheRoomsForItOnly() {
        ArchitectureRules.kubernetesOnlyIn(
                        ROOT, ROOT + ".hosts", ROOT + ".topology", ROOT + ".world", ROOT + ".rest", ROOT + ".messaging")
                .check(CLASSES);
    }

    @Test
    void shouldNameReconcilersAsSuch() {
        ArchitectureRules.reconcilersByName(io.javaoperatorsdk.operator.api.reconciler.Reconciler.class)
                .check(CLASSES);
    }
}
