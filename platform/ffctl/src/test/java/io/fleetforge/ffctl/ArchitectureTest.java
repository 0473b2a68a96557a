package io.fleetforge.ffctl;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.fleetforge.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

/** Architecture rules of this module. */
class ArchitectureTest {

    private static final String ROOT = "io.fleetforge.ffctl";
    private static final JavaClasses CLASSES = ArchitectureRules.mainClasses(ROOT);

    @Test
    void shouldUseKubernetesClientsInTheirPackagesOnly() {
        ArchitectureRules.kubernetesOnlyIn(ROOT, ROOT + ".cluster", ROOT + ".cli")
                .check(CLASSES);
    }

    @Test
    void shouldReadNoClockAndNoRandomnessInPurePackages() {
        ArchitectureRules.noAmbientTime(ROOT + ".timeline..", ROOT + ".health..", ROOT + ".world..", ROOT + ".render..")
                .check(CLASSES);
    }

    @Test
    void shouldHaveNoCyclesAndNoVagueNames() {
        ArchitectureRules.noCycles(ROOT).check(CLASSES);
        ArchitectureRules.noVagueNames().check(CLASSES);
    }
}
