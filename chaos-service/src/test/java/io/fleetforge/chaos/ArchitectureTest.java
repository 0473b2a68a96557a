package io.fleetforge.chaos;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.fleetforge.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

/** The architecture rules hold in this service. */
class ArchitectureTest {

    private static final String ROOT = "io.fleetforge.chaos";
    private static final JavaClasses CLASSES = ArchitectureRules.mainClasses(ROOT);

    @Test
    void shouldKeepKafkaInMessagingAndKubernetesOut() {
        ArchitectureRules.kafkaAtTheEdge(ROOT).allowEmptyShould(true).check(CLASSES);
        ArchitectureRules.kubernetesOnlyIn(ROOT).allowEmptyShould(true).check(CLASSES);
        ArchitectureRules.messagingTranslates().check(CLASSES);
    }

    @Test
    void shouldReadNoClockAndNoRandomness() {
        ArchitectureRules.noAmbientTime(ROOT + "..").check(CLASSES);
    }

    @Test
    void shouldHaveNoCyclesFieldInjectionOrVagueNames() {
        ArchitectureRules.ofEveryService(ROOT).forEach(rule -> rule.check(CLASSES));
    }
}
