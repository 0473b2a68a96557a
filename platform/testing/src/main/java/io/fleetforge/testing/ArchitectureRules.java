package io.fleetforge.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;

/** The rules of the house, checked in every service. */
public final class ArchitectureRules {

    private ArchitectureRules() {}

    /** Main classes below {@code rootPackage}. */
    public static JavaClasses mainClasses(String rootPackage) {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(rootPackage);
    }

    /** A pure room sees the JDK, JSpecify, contracts, itself and the pure rooms named. */
    public static ArchRule pureRoom(String room, String... otherPureRooms) {
        var allowed = new java.util.ArrayList<>(java.util.List.of(
                "java..", "org.jspecify..", "io.fleetforge.contracts..", "com.google.errorprone.annotations..", room));
        allowed.addAll(java.util.List.of(otherPureRooms));
        return classes()
                .that()
                .resideInAPackage(room)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed.toArray(String[]::new));
    }

    /** No clock, no randomness, no sleep, no output in a room; time and randomness come in as arguments. */
    public static ArchRule noAmbientTime(String... rooms) {
        return noClasses()
                .that()
                .resideInAnyPackage(rooms)
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(java.util.UUID.class, "randomUUID")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .accessField(System.class, "out");
    }

    /** Only messaging rooms and the composition root touch Kafka and reactive messaging. */
    public static ArchRule kafkaAtTheEdge(String rootPackage) {
        return noClasses()
                .that()
                .resideInAPackage(rootPackage + "..")
                .and()
                .resideOutsideOfPackages(rootPackage, rootPackage + ".messaging..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..",
                        "io.smallrye.reactive.messaging..",
                        "org.eclipse.microprofile.reactive..");
    }

    /** A handler on an event loop holds up every request of the process while it decodes a backlog. */
    public static ArchRule handlersOnWorkers() {
        return methods()
                .that()
                .areAnnotatedWith("org.eclipse.microprofile.reactive.messaging.Incoming")
                .should()
                .beAnnotatedWith("io.smallrye.reactive.messaging.annotations.Blocking");
    }

    /** Only the composition root and the rooms named speak to the Kubernetes API. */
    public static ArchRule kubernetesOnlyIn(String rootPackage, String... rooms) {
        var allowed = new java.util.ArrayList<>(java.util.List.of(rootPackage));
        allowed.addAll(java.util.List.of(rooms));
        return noClasses()
                .that()
                .resideInAPackage(rootPackage + "..")
                .and()
                .resideOutsideOfPackages(allowed.toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.fabric8.kubernetes.client..", "io.javaoperatorsdk..");
    }

    /** What calls itself a reconciler is one, and nothing else is. */
    public static ArchRule reconcilersByName(Class<?> reconciler) {
        return classes()
                .that()
                .haveSimpleNameEndingWith("Reconciler")
                .should()
                .implement(reconciler)
                .andShould()
                .bePublic();
    }

    public static ArchRule noCycles(String rootPackage) {
        return slices().matching(rootPackage + ".(*)..").should().beFreeOfCycles();
    }

    public static ArchRule noFieldInjection() {
        return fields().should().notBeAnnotatedWith("jakarta.inject.Inject");
    }

    /** Names that say nothing attract everything. */
    public static ArchRule noMagnetNames() {
        return noClasses().should().haveNameMatching(".*(Utils?|Helper|Manager|Impl)$");
    }
}
