package io.fleetforge.cell;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class RoomsTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.fleetforge.cell");

    @Test
    void shouldKeepTheSimulationPure() {
        classes()
                .that()
                .resideInAPackage("..cell.simulation..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java.lang..",
                        "java.util..",
                        "org.jspecify..",
                        "io.fleetforge.contracts..",
                        "..cell.simulation..")
                .check(CLASSES);
    }

    @Test
    void shouldUseNoKubernetesApi() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.fabric8..", "io.fleetforge.runtime.leadership..", "io.fleetforge.runtime.auth..")
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
