package io.fleetforge.controller;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.fleetforge.testing.ArchitectureRules;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The architecture rules hold in this service. */
class ArchitectureTest {

    private static final String ROOT = "io.fleetforge.controller";
    private static final JavaClasses CLASSES = ArchitectureRules.mainClasses(ROOT);
    private static final List<String> PURE_PACKAGES = List.of(
            "io.fleetforge.controller.partition..",
            "io.fleetforge.controller.placement..",
            "io.fleetforge.controller.operation..",
            "io.fleetforge.controller.scaling..",
            "io.fleetforge.controller.problem..",
            "io.fleetforge.controller.topology..",
            "io.fleetforge.controller.exposure..",
            "io.fleetforge.controller.hosts..",
            "io.fleetforge.controller.plan..");

    @Test
    void shouldKeepPurePackagesPure() {
        for (var purePackage : PURE_PACKAGES) {
            ArchitectureRules.purePackage(purePackage, PURE_PACKAGES.toArray(String[]::new))
                    .check(CLASSES);
        }
    }

    @Test
    void shouldReadNoClockAndNoRandomnessInAnyPackage() {
        ArchitectureRules.noAmbientTime(ROOT + "..").check(CLASSES);
    }

    @Test
    void shouldKeepKafkaInMessaging() {
        ArchitectureRules.kafkaAtTheEdge(ROOT).check(CLASSES);
    }

    @Test
    void shouldOnlyTranslateAtTheEdges() {
        ArchitectureRules.messagingTranslates().check(CLASSES);
        ArchitectureRules.restTranslates().check(CLASSES);
    }

    @Test
    void shouldHaveNoCyclesFieldInjectionOrVagueNames() {
        ArchitectureRules.ofEveryService(ROOT).forEach(rule -> rule.check(CLASSES));
    }

    @Test
    void shouldUseTheKubernetesApiInItsPackagesOnly() {
        ArchitectureRules.kubernetesOnlyIn(
                        ROOT, ROOT + ".kubernetes", ROOT + ".wakeup", ROOT + ".world", ROOT + ".rest")
                .check(CLASSES);
    }

    @Test
    void shouldNameReconcilersAsSuch() {
        ArchitectureRules.reconcilersByName(io.javaoperatorsdk.operator.api.reconciler.Reconciler.class)
                .check(CLASSES);
    }
}
