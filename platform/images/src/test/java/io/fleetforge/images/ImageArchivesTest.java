package io.fleetforge.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetforge.cluster.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageArchivesTest {

    private static final Path ROOT = Path.of(System.getProperty("fleetforge.root"));

    @ParameterizedTest
    @ValueSource(strings = {"gcr.io/distroless/base", "base:nonroot", "base@sha256:12", "base@sha512:00"})
    void shouldRefuseABaseWithoutDigest(String base) {
        assertThatThrownBy(() -> new ImageArchives(ROOT, Optional.of(base), Progress.silent()))
                .hasMessageContaining(base);
        assertThat(ImageArchives.isPinned(base)).isFalse();
        assertThat(ImageArchives.isPinned("base@sha256:" + "0".repeat(64))).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void shouldHaveOptionsThatAreSharesOfTheLimit(ShippedService service) throws IOException {
        assertThat(Files.readString(service.jvmOptions(ROOT)))
                .contains("-XX:MaxRAMPercentage=", "-XX:+ExitOnOutOfMemoryError")
                .doesNotContain("-Xmx", "-Xms");
    }

    @Test
    void shouldHaveAnImageForEachDeployment() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("infra/deploy/base"))) {
            var manifests = files.filter(Files::isRegularFile)
                    .map(ImageArchivesTest::read)
                    .collect(Collectors.joining("\n"));

            var images = manifests
                    .lines()
                    .map(String::strip)
                    .filter(line -> line.startsWith("image: "))
                    .map(line -> line.substring("image: ".length()))
                    .toList();

            assertThat(images).isNotEmpty().allSatisfy(image -> {
                assertThat(image).endsWith(":" + ImageArchives.TAG);
                assertThat(ShippedService.of(image.split(":", 2)[0])).isPresent();
            });
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
