package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.testing.TestPlatform;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each field's rule as the real API server enforces it: one file per rule, the expected message in its first line. */
class WorldSpecFixturesE2E {

    private static final Path FIXTURES = TestPlatform.root().resolve("platform/e2e/src/test/resources/worldspecs");
    private final TestPlatform platform = TestPlatform.shared();

    @Test
    void shouldHaveSixtyFixturesAtLeast() throws IOException {
        assertThat(fixtures("")).hasSizeGreaterThanOrEqualTo(60);
    }

    @TestFactory
    Stream<DynamicTest> shouldAcceptWhenValid() throws IOException {
        return fixtures("valid-").stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> accepted(file)));
    }

    @TestFactory
    Stream<DynamicTest> shouldRefuseNamingFieldAndLimitWhenInvalid() throws IOException {
        return fixtures("invalid-").stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> refused(file)));
    }

    /** As written: a number is sent as a number. The types of this project can read what is accepted. */
    private void accepted(Path file) throws IOException {
        var world = fixture(Files.readString(file)).dryRun().create();

        assertThat(Serialization.unmarshal(Serialization.asJson(world), WorldSpec.class)
                        .getSpec())
                .isNotNull();
    }

    private void refused(Path file) throws IOException {
        var text = Files.readString(file);
        var expected =
                text.lines().findFirst().orElseThrow().replace("# expect: ", "").split(" \\| ");

        var refusal = catchThrowableOfType(
                KubernetesClientException.class, () -> fixture(text).dryRun().create());

        assertThat(refusal).as("%s was accepted", file).isNotNull();
        assertThat(refusal.getCode()).isEqualTo(422);
        assertThat(refusal.getMessage()).contains(expected);
    }

    private Resource<GenericKubernetesResource> fixture(String yaml) {
        return platform.client()
                .genericKubernetesResources("fleetforge.io/v1", "WorldSpec")
                .inNamespace("default")
                .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Path> fixtures(String prefix) throws IOException {
        try (var files = Files.list(FIXTURES)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }
}
