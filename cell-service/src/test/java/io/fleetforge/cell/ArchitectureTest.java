package io.fleetforge.cell;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.fleetforge.testing.ArchitectureRules;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of the house hold in this service. */
class ArchitectureTest {

    private static final String ROOT = "io.fleetforge.cell";
    private static final JavaClasses CLASSES = ArchitectureRules.mainClasses(ROOT);
    private static final List<String> PURE_ROOMS = List.of(
            "io.fleetforge.cell.simulation..",
            "io.fleetforge.cell.checkpoint..",
            "io.fleetforge.cell.handoff..",
            "io.fleetforge.cell.view..");

    @Test
    void shouldKeepPureRoomsPure() {
        for (var room : PURE_ROOMS) {
            ArchitectureRules.pureRoom(room, PURE_ROOMS.toArray(String[]::new)).check(CLASSES);
        }
    }

    @Test
    void shouldReadNoClockAndNoRandomnessInPureRooms() {
        ArchitectureRules.noAmbientTime(PURE_ROOMS.toArray(String[]::new)).check(CLASSES);
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
    void shouldUseTheKubernetesApiForItsLeaseOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..cell.fencing..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.fabric8..")
                .check(CLASSES);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.fleetforge.runtime.leadership..", "io.fleetforge.runtime.auth..")
                .check(CLASSES);
    }

    @Test
    void shouldKeepRuntimeFreeOfItsEdges() {
        noClasses()
                .that()
                .resideInAPackage("..cell.runtime..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..cell.messaging..", "..cell.rest..", "jakarta..", "org.apache.kafka..")
                .check(CLASSES);
    }
}
