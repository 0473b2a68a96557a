package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fleetforge.cluster.Progress;
import io.fleetforge.cluster.process.Captured;
import io.fleetforge.images.ImageArchives;
import io.fleetforge.images.ShippedService;
import io.fleetforge.testing.TestPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image of a cell host, as the archive has it: unpacked and started in a root folder of its own, as the user of its pods. */
class ImagesIT {

    private static final Duration DEADLINE = Duration.ofMinutes(2);
    private static final List<String> LAYERS = List.of("base", "java", "libraries", "application", "aot");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static ImageArchives.Built built;
    private static Image image;

    /** Manifest and configuration of an archive. */
    private record Image(Path blobs, JsonNode manifest, JsonNode configuration) {

        static Image unpack(Path archive, Path folder) throws IOException {
            run(List.of(
                    "tar",
                    "-xf",
                    archive.toString(),
                    "-C",
                    Files.createDirectories(folder).toString()));
            var blobs = folder.resolve("blobs/sha256");
            var index = JSON.readTree(folder.resolve("index.json").toFile());
            var manifest = blob(blobs, index.at("/manifests/0/digest").asText());
            return new Image(
                    blobs, manifest, blob(blobs, manifest.at("/config/digest").asText()));
        }

        private static JsonNode blob(Path blobs, String digest) throws IOException {
            return JSON.readTree(
                    blobs.resolve(digest.substring("sha256:".length())).toFile());
        }

        List<String> layers() {
            var digests = new ArrayList<String>();
            manifest.path("layers")
                    .forEach(layer -> digests.add(layer.path("digest").asText()));
            return digests;
        }

        /** Applies the layers to a root folder. */
        void apply(Path root) throws IOException {
            Files.createDirectories(root);
            for (var digest : layers()) {
                run(List.of(
                        "tar",
                        "--warning=no-unknown-keyword",
                        "-xzpf",
                        blobs.resolve(digest.substring("sha256:".length())).toString(),
                        "-C",
                        root.toString()));
            }
        }

        List<String> entrypoint() {
            var entrypoint = new ArrayList<String>();
            configuration.at("/config/Entrypoint").forEach(argument -> entrypoint.add(argument.asText()));
            return entrypoint;
        }
    }

    @BeforeAll
    static void build() throws IOException {
        built = archives().build(List.of(ShippedService.CELL)).getFirst();
        image = Image.unpack(built.archive(), folder.resolve("image"));
    }

    private static ImageArchives archives() {
        return new ImageArchives(TestPlatform.root(), Optional.empty(), Progress.silent());
    }

    @Test
    void shouldNameUserEntrypointLayersAndOrigin() {
        var configuration = image.configuration().path("config");

        assertThat(configuration.path("User").asText()).isEqualTo("65532:65532");
        assertThat(image.entrypoint())
                .startsWith("/opt/java/bin/java", "@/work/jvm.options")
                .endsWith("-jar", "/work/quarkus-run.jar");
        assertThat(configuration.at("/Labels/org.opencontainers.image.title").asText())
                .isEqualTo("fleetforge-cell");
        assertThat(configuration
                        .at("/Labels")
                        .path("org.opencontainers.image.base.name")
                        .asText())
                .contains("Debian package libc6");
        assertThat(image.configuration().path("history"))
                .extracting(layer -> layer.path("comment").asText())
                .containsExactlyElementsOf(LAYERS);
    }

    @Test
    void shouldHaveTheSameLayersWhenItIsBuiltAgain() throws IOException {
        var again = archives().build(List.of(ShippedService.CELL)).getFirst();

        assertThat(again.digest()).isEqualTo(built.digest());
        assertThat(Image.unpack(again.archive(), folder.resolve("again")).layers())
                .isEqualTo(image.layers());
    }

    @Test
    void shouldStartAsItsUserWithItsAotCacheAndHaveNoShell() throws IOException {
        var user = run(List.of("id", "-u"));
        Assumptions.assumeTrue(user.strip().equals("0"), "a root folder of its own needs root");
        var root = folder.resolve("root");
        image.apply(root);
        Files.createDirectories(root.resolve("proc"));

        var command = new ArrayList<>(image.entrypoint());
        command.add(1, "-XX:AOTMode=on"); // a cache that does not fit is an error
        command.add("--version");
        assertThat(inside(root, command))
                .satisfies(ended -> assertThat(ended.output()).startsWith("fleetforge-cell " + built.version()))
                .satisfies(ended -> assertThat(ended.exitCode()).isZero());
        assertThat(inside(root, List.of("/opt/java/bin/jcmd", "-l")).exitCode()).isZero();
        assertThat(inside(root, List.of("/bin/sh", "-c", "true")).output()).contains("No such file or directory");
        assertThat(inside(
                                root,
                                List.of(
                                        "/opt/java/bin/java",
                                        "-XX:+PrintFlagsFinal",
                                        "@/work/jvm.options",
                                        "-XX:MaxRAM=512m",
                                        "-version"))
                        .output())
                .containsPattern("ExitOnOutOfMemoryError\\s+= true")
                .containsPattern("MaxHeapSize\\s+= 24\\d{7}\\b"); // 45 % of 512 MiB
    }

    /** In a mount namespace, so that /proc of the root folder ends with the process. */
    private static Captured inside(Path root, List<String> command) {
        var line = new ArrayList<>(List.of(
                "unshare",
                "-m",
                "-p",
                "-f",
                "sh",
                "-c",
                "mount -t proc proc \"$0/proc\" && exec chroot --userspec=65532:65532 \"$0\" \"$@\"",
                root.toString()));
        line.addAll(command);
        return Captured.of(new ProcessBuilder(line), DEADLINE);
    }

    private static String run(List<String> command) {
        var ended = Captured.of(new ProcessBuilder(command), DEADLINE);
        assertThat(ended.exitCode())
                .as(String.join(" ", command) + ": " + ended.output())
                .isZero();
        return ended.output();
    }
}
