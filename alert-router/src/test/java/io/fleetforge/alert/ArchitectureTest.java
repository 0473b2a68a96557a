package io.fleetforge.alert;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.fleetforge.runtime.messaging.EventPublisher;
import io.fleetforge.testing.ArchitectureRules;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.junit.jupiter.api.Test;

/** The architecture rules of this service. */
class ArchitectureTest {

    private static final String ROOT = "io.fleetforge.alert";
    private static final List<String> PURE = List.of(
            "model",
            "route",
            "group",
            "inhibit",
            "silence",
            "oncall",
            "receiver",
            "incident",
            "decide",
            "explain",
            "ownership");
    private static final JavaClasses CLASSES = ArchitectureRules.mainClasses(ROOT);

    @Test
    void shouldKeepKafkaInMessagingAndKubernetesOut() {
        ArchitectureRules.kafkaAtTheEdge(ROOT).allowEmptyShould(true).check(CLASSES);
        ArchitectureRules.kubernetesOnlyIn(ROOT).allowEmptyShould(true).check(CLASSES);
    }

    /** Beside the JDK they depend on RE2 and on each other only. */
    @Test
    void shouldKeepPurePackagesPure() {
        for (var each : PURE) {
            ArchitectureRules.purePackage(
                            ROOT + "." + each,
                            Stream.concat(
                                            Stream.of("com.google.re2j..", "javax.crypto.."),
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
    void shouldHaveNoCyclesFieldInjectionOrVagueNames() {
        ArchitectureRules.ofEveryService(ROOT).forEach(rule -> rule.check(CLASSES));
    }

    /** Pages and REST resources share queries and actions, which do not know HTTP. */
    @Test
    void shouldKeepPagesAndResourcesApart() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".web")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".rest")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".rest")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".web")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".web", ROOT + ".rest", ROOT + ".ingest")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.ws.rs..")
                .check(CLASSES);
    }

    /**
     * Records enter through adapters and leave through publishers; the rest of the package is about partitions and
     * their keys.
     */
    @Test
    void shouldKeepOnlyTheEdgeInMessaging() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".messaging")
                .and()
                .areTopLevelClasses()
                .should()
                .haveNameMatching(".*\\.(\\w+Adapter|\\w+Publisher|Partition\\w+|StateKeys|package-info)")
                .check(CLASSES);
        methods()
                .that()
                .areAnnotatedWith(Incoming.class)
                .should()
                .beDeclaredInClassesThat()
                .haveSimpleNameEndingWith("Adapter")
                .check(CLASSES);
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Publisher")
                .and()
                .resideOutsideOfPackage(ROOT)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(EventPublisher.class)
                .check(CLASSES);
    }

    @Test
    void shouldKeepOnlyEntryPointAndWiringInRoot() {
        classes()
                .that()
                .resideInAPackage(ROOT)
                .and()
                .areTopLevelClasses()
                .should()
                .haveNameMatching(".*\\.(AlertMain|\\w+Beans|package-info)")
                .check(CLASSES);
    }
}
