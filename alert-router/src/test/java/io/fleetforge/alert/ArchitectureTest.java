package io.fleetforge.alert;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.fleetforge.testing.ArchitectureRules;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the house hold in this service. */
class ArchitectureTest {

    private static final String ROOT = "io.fleetforge.alert";
    private static final List<String> PURE = List.of("model", "route", "group", "inhibit", "silence", "oncall");
    private static final JavaClasses CLASSES = ArchitectureRules.mainClasses(ROOT);

    @Test
    void shouldKeepKafkaInMessagingAndKubernetesOut() {
        ArchitectureRules.kafkaAtTheEdge(ROOT).allowEmptyShould(true).check(CLASSES);
        ArchitectureRules.kubernetesOnlyIn(ROOT).allowEmptyShould(true).check(CLASSES);
    }

    /** Beside the JDK they see RE2 and each other. */
    @Test
    void shouldKeepItsRoomsPure() {
        for (var room : PURE) {
            ArchitectureRules.purePackage(
                            ROOT + "." + room,
                            Stream.concat(
                                            Stream.of("com.google.re2j.."),
                                            PURE.stream().map(other -> ROOT + "." + other))
                                    .toArray(String[]::new))
                    .check(CLASSES);
        }
    }

    @Test
    void shouldReadNoClockAndNoRandomness() {
        ArchitectureRules.noAmbientTime(ROOT + "..").check(CLASSES);
    }

    @Test
    void shouldHaveNoCyclesFieldInjectionOrMagnetNames() {
        ArchitectureRules.noCycles(ROOT).check(CLASSES);
        ArchitectureRules.handlersOnWorkers().check(CLASSES);
        ArchitectureRules.noFieldInjection().allowEmptyShould(true).check(CLASSES);
        ArchitectureRules.noVagueNames().check(CLASSES);
    }
}
