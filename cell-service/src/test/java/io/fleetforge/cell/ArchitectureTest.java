package io.fleetforge.cell;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import io.fleetforge.testing.ArchitectureRules;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The architecture rules hold in this service. */
class ArchitectureTest {

    private static final String ROOT = "io.fleetforge.cell";
    private static final JavaClasses CLASSES = ArchitectureRules.mainClasses(ROOT);
    private static final List<String> PURE_PACKAGES = List.of(
            "io.fleetforge.cell.simulation..",
            "io.fleetforge.cell.replay..",
            "io.fleetforge.cell.checkpoint..",
            "io.fleetforge.cell.recovery..",
            "io.fleetforge.cell.handoff..",
            "io.fleetforge.cell.interest..");

    @Test
    void shouldKeepPurePackagesPure() {
        for (var purePackage : PURE_PACKAGES) {
            ArchitectureRules.purePackage(purePackage, PURE_PACKAGES.toArray(String[]::new))
                    .check(CLASSES);
        }
    }

    @Test
    void shouldReadNoClockAndNoRandomnessInPurePackages() {
        ArchitectureRules.noAmbientTime(PURE_PACKAGES.toArray(String[]::new)).check(CLASSES);
    }

    /** Values and ports of these packages are public, too. */
    @Test
    void shouldHaveOnePublicEntryInPackagesThatHideTheirParts() {
        var entries = Map.of(
                "gateway", "PlayerOperations",
                "recovery", "SessionRecovery",
                "warmup", "Warmup");

        entries.forEach((name, entry) -> assertThat(CLASSES.stream()
                        .filter(type -> type.getPackageName().equals(ROOT + "." + name)
                                && type.isTopLevelClass()
                                && type.getModifiers().contains(JavaModifier.PUBLIC)
                                && !type.isRecord()
                                && !type.isInterface()
                                && !type.isEnum())
                        .map(JavaClass::getSimpleName))
                .as(name)
                .containsExactly(entry));
    }

    @Test
    void shouldKeepKafkaInMessaging() {
        ArchitectureRules.kafkaAtTheEdge(ROOT, ROOT + ".topics..", ROOT + ".persistence..", ROOT + ".warmup..")
                .check(CLASSES);
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
