package io.fleetforge.ffctl.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubeconfigChoiceTest {

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private LocalPlatform platform = new LocalPlatform(Path.of("nowhere"));

    @BeforeEach
    void prepare() throws IOException {
        environment.put("HOME", folder.toString());
        platform = LocalPlatform.of(folder, Map.of());
        file(".fleetforge/run/controlplane/kubeconfig");
    }

    @Test
    void shouldPreferTheRequestedKubeconfig() throws IOException {
        var requested = file("asked");
        environment.put("KUBECONFIG", file("other").toString());

        var choice = KubeconfigChoice.choose(requested, environment, platform, running -> true);

        assertThat(choice.file()).contains(requested);
        assertThat(choice.local()).isEmpty();
    }

    @Test
    void shouldUseTheVariableThenTheLocalPlatformThenTheUsersOwn() throws IOException {
        var own = file(".kube/config");
        assertThat(KubeconfigChoice.choose(null, environment, platform, running -> false)
                        .file())
                .contains(own);
        assertThat(KubeconfigChoice.choose(null, environment, platform, running -> true))
                .satisfies(choice -> assertThat(choice.file()).contains(platform.kubeconfig()))
                .satisfies(choice -> assertThat(choice.local()).contains(platform));
        environment.put("KUBECONFIG", file("variable").toString());
        assertThat(KubeconfigChoice.choose(null, environment, platform, running -> true)
                        .reason())
                .isEqualTo("$KUBECONFIG");
    }

    @Test
    void shouldRecogniseTheLocalPlatformByItsFile() {
        environment.put("KUBECONFIG", platform.kubeconfig().toString());

        assertThat(KubeconfigChoice.choose(null, environment, platform, running -> false)
                        .local())
                .contains(platform);
    }

    @Test
    void shouldNameWhatIsMissing() {
        assertThatThrownBy(
                        () -> KubeconfigChoice.choose(folder.resolve("none"), environment, platform, running -> true))
                .isInstanceOf(WrongUseException.class)
                .hasMessageContaining("--kubeconfig");
        assertThatThrownBy(() -> KubeconfigChoice.choose(null, environment, platform, running -> false))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining("no local platform");
    }

    @Test
    void shouldDetectWhetherTheLocalPlatformListens() throws IOException {
        assertThat(platform.runs()).isFalse();
        try (var api = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Files.writeString(
                    folder.resolve(".fleetforge/run/controlplane/endpoints.json"),
                    "{\"api\":" + api.getLocalPort() + "}");
            assertThat(platform.runs()).isTrue();
        }
        assertThat(platform.runs()).isFalse();
        assertThat(platform.jaeger()).isEmpty();
        Files.writeString(file(".fleetforge/run/observability/endpoints.json"), "{\"jaegerQuery\":1234}");
        assertThat(platform.jaeger()).contains("http://127.0.0.1:1234");
    }

    private Path file(String name) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        return Files.writeString(file, "");
    }
}
