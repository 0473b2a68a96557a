package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.testing.TestPlatform;
import java.io.IOException;
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
                .map(file -> DynamicTest.dynamicTest(
                        file.getFileName().toString(),
                        () -> assertThat(platform.client()
                                        .resource(Serialization.unmarshal(Files.readString(file), WorldSpec.class))
                                        .inNamespace("default")
                                        .dryRun()
                                        .create()
                                        .getSpec())
                                .isNotNull()));
    }

    @TestFactory
    Stream<DynamicTest> shouldRefuseNamingFieldAndLimitWhenInvalid() throws IOException {
        return fixtures("invalid-").stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> refused(file)));
    }

    private void refused(Path file) throws IOException {
        var text = Files.readString(file);
        var expected =
                text.lines().findFirst().orElseThrow().replace("# expect: ", "").split(" \\| ");
        var generic = platform.client().genericKubernetesResources("fleetforge.io/v1", "WorldSpec");

        var refusal = catchThrowableOfType(
                KubernetesClientException.class,
                () -> generic.inNamespace("default")
                        .load(new java.io.ByteArrayInputStream(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                        .dryRun()
                        .create());

        assertThat(refusal).as("%s was accepted", file).isNotNull();
        assertThat(refusal.getCode()).isEqualTo(422);
        assertThat(refusal.getMessage()).contains(expected);
    }

    private static List<Path> fixtures(String prefix) throws IOException {
        try (var files = Files.list(FIXTURES)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }
}
