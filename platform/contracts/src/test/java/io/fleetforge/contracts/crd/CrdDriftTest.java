package io.fleetforge.contracts.crd;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.crdv2.generator.CRDGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The YAML in {@code infra/crds} is what the types generate. After a change of a type run
 * {@code mvn -pl platform/contracts test -Dfleetforge.crds.write=true} and commit the difference.
 */
class CrdDriftTest {

    private static final Path COMMITTED = Path.of(System.getProperty("fleetforge.root", "../.."), "infra", "crds");

    @TempDir
    Path generated;

    @Test
    void shouldEqualCommittedYamlWhenGeneratedFromTypes() throws IOException {
        new CRDGenerator()
                .customResourceClasses(WorldSpec.class, WorldTopology.class)
                .forCRDVersions("v1")
                .inOutputDir(generated.toFile())
                .detailedGenerate();
        CrdYaml.finish(generated, WorldSpec.class, WorldTopology.class);
        if (Boolean.getBoolean("fleetforge.crds.write")) {
            for (var entry : yamlIn(generated).entrySet()) {
                Files.writeString(COMMITTED.resolve(entry.getKey()), entry.getValue());
            }
        }

        assertThat(yamlIn(COMMITTED)).isEqualTo(yamlIn(generated));
    }

    private static TreeMap<String, String> yamlIn(Path folder) throws IOException {
        var files = new TreeMap<String, String>();
        try (var stream = Files.newDirectoryStream(folder, "*-v1.yml")) {
            for (var file : stream) {
                files.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return files;
    }
}
