package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.testing.TestPlatform;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The committed OpenAPI documents are those of the built services. With {@code -Dfleetforge.docs.write=true} it writes
 * them.
 */
class OpenApiFilesIT {

    static final java.util.List<String> SERVICES = ApiDocument.SERVICES;

    @ParameterizedTest
    @FieldSource("SERVICES")
    void shouldEqualTheDocumentOfTheBuiltService(String service) throws IOException {
        var built = TestPlatform.root().resolve(service).resolve("target/openapi/openapi.yaml");
        var committed = ApiDocument.file(service);
        if (Boolean.getBoolean("fleetforge.docs.write")) {
            Files.createDirectories(committed.getParent());
            Files.writeString(committed, Files.readString(built));
        }

        assertThat(committed)
                .as("./fleetforge build, then OpenApiFilesIT with -Dfleetforge.docs.write=true: docs/dev-guide.md")
                .hasSameTextualContentAs(built);
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void shouldGiveEachRefusalTheBodyOfAProblem(String service) throws IOException {
        assertThat(ApiDocument.of(service).operations()).isNotEmpty().allSatisfy(operation -> {
            assertThat(operation.statuses()).as(operation.name()).anyMatch(status -> status < 300);
            operation.node().path("responses").properties().stream()
                    .filter(response -> Integer.parseInt(response.getKey()) >= 400)
                    .forEach(response -> assertThat(response.getValue().path("content"))
                            .as(operation.name() + " " + response.getKey())
                            .anySatisfy(content -> assertThat(
                                            content.at("/schema/$ref").asText())
                                    .endsWith("/Problem")));
        });
    }
}
