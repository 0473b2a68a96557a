package io.fleetforge.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.ArrayList;
import java.util.List;

/** Architecture rules, checked in every service. */
public final class ArchitectureRules {

    private ArchitectureRules() {}

    /** Main classes below {@code rootPackage}. */
    public static JavaClasses mainClasses(String rootPackage) {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(rootPackage);
    }

    /** Rules that each service follows, whatever its packages are. */
    public static List<ArchRule> ofEveryService(String rootPackage) {
        return List.of(
                noCycles(rootPackage), handlersOnWorkers(), noFieldInjection().allowEmptyShould(true), noVagueNames());
    }

    /** A pure package uses the JDK, JSpecify, contracts, itself and the pure packages named. */
    public static ArchRule purePackage(String purePackage, String... otherPurePackages) {
        var allowed = new ArrayList<>(List.of(
                "java..",
                "org.jspecify..",
                "io.fleetforge.contracts..",
                "com.google.errorprone.annotations..",
                purePackage));
        allowed.addAll(List.of(otherPurePackages));
        return classes()
                .that()
                .resideInAPackage(purePackage)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed.toArray(String[]::new));
    }

    /** No clock, randomness, sleep or output in a package; time and randomness are arguments. */
    public static ArchRule noAmbientTime(String... packages) {
        return noClasses()
                .that()
                .resideInAnyPackage(packages)
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

    /** Only messaging packages, the composition root and the packages named use Kafka and reactive messaging. */
    public static ArchRule kafkaAtTheEdge(String rootPackage, String... packages) {
        var allowed = new ArrayList<>(List.of(rootPackage, rootPackage + ".messaging.."));
        allowed.addAll(List.of(packages));
        return noClasses()
                .that()
                .resideInAPackage(rootPackage + "..")
                .and()
                .resideOutsideOfPackages(allowed.toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..",
                        "io.smallrye.reactive.messaging..",
                        "org.eclipse.microprofile.reactive..");
    }

    /** A handler on an event loop holds up every request of the process while it decodes a backlog. */
    private static ArchRule handlersOnWorkers() {
        return methods()
                .that()
                .areAnnotatedWith("org.eclipse.microprofile.reactive.messaging.Incoming")
                .should()
                .beAnnotatedWith("io.smallrye.reactive.messaging.annotations.Blocking");
    }

    /** Only the composition root and the packages named use the Kubernetes API. */
    public static ArchRule kubernetesOnlyIn(String rootPackage, String... packages) {
        var allowed = new ArrayList<>(List.of(rootPackage));
        allowed.addAll(List.of(packages));
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

    /** Packages depend on each other in one direction only; the root package, which wires the others, is one of them. */
    public static ArchRule noCycles(String rootPackage) {
        return slices().assignedFrom(new PerPackage(rootPackage)).should().beFreeOfCycles();
    }

    /**
     * A messaging package holds what translates between Kafka and the domain: adapters in, publishers out, and the listener of
     * a channel's partitions.
     */
    public static ArchRule messagingTranslates() {
        return topLevelIn("..messaging..").should().haveNameMatching(".*(Adapter|Publisher|Listener|Applier)$");
    }

    /** A rest package holds resources and what they read and write; a resource never uses another edge. */
    public static ArchRule restTranslates() {
        return noClasses()
                .that()
                .resideInAPackage("..rest..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..web..", "..messaging..");
    }

    private static GivenClassesConjunction topLevelIn(String packages) {
        return classes()
                .that()
                .resideInAPackage(packages)
                .and()
                .areTopLevelClasses()
                .and()
                .doNotHaveSimpleName("package-info");
    }

    private record PerPackage(String rootPackage) implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            return javaClass.getPackageName().startsWith(rootPackage)
                    ? SliceIdentifier.of(javaClass.getPackageName())
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages of " + rootPackage;
        }
    }

    private static ArchRule noFieldInjection() {
        return fields().should().notBeAnnotatedWith("jakarta.inject.Inject");
    }

    /** Vague names attract unrelated code. */
    public static ArchRule noVagueNames() {
        return noClasses().should().haveNameMatching(".*(Utils?|Helper|Manager|Impl)$");
    }
}
