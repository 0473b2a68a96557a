package io.fleetforge.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fleetforge.cluster.PlatformException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContainerEnvironmentTest {

    private static final String ADDRESS = "127.20.0.2";
    private Map<String, ConfigMap> configMaps = Map.of(
            "settings",
            new ConfigMapBuilder().addToData("A", "1").addToData("B", "/tmp/x").build());
    private Map<String, Secret> secrets = Map.of(
            "login", new SecretBuilder().addToData("password", "czNjcmV0").build());

    @Test
    void shouldExpandReferencesAsAKubeletDoes() {
        var known = Map.of("A", "1", "B", "2");

        assertThat(ContainerEnvironment.expand("$(A)-$(B)", known)).isEqualTo("1-2");
        assertThat(ContainerEnvironment.expand("$(C)", known))
                .as("unknown stays")
                .isEqualTo("$(C)");
        assertThat(ContainerEnvironment.expand("$$(A)", known)).as("escaped").isEqualTo("$(A)");
        assertThat(ContainerEnvironment.expand("$A cost $", known)).isEqualTo("$A cost $");
    }

    @Test
    void shouldReadValuesFromEverySource() {
        var container = new ContainerBuilder()
                .addNewEnvFrom()
                .withPrefix("X_")
                .withNewConfigMapRef()
                .withName("settings")
                .endConfigMapRef()
                .endEnvFrom()
                .addNewEnv()
                .withName("IP")
                .withNewValueFrom()
                .withNewFieldRef()
                .withFieldPath("status.podIP")
                .endFieldRef()
                .endValueFrom()
                .endEnv()
                .addNewEnv()
                .withName("TIER")
                .withNewValueFrom()
                .withNewFieldRef()
                .withFieldPath("metadata.labels['tier']")
                .endFieldRef()
                .endValueFrom()
                .endEnv()
                .addNewEnv()
                .withName("PASSWORD")
                .withNewValueFrom()
                .withNewSecretKeyRef()
                .withName("login")
                .withKey("password")
                .endSecretKeyRef()
                .endValueFrom()
                .endEnv()
                .addNewEnv()
                .withName("URL")
                .withValue("http://$(IP):8080/$(X_A)")
                .endEnv()
                .build();

        assertThat(variables(container, Map.of()))
                .containsEntry("X_A", "1")
                .containsEntry("IP", ADDRESS)
                .containsEntry("TIER", "gold")
                .containsEntry("PASSWORD", "s3cret")
                .containsEntry("URL", "http://127.20.0.2:8080/1");
    }

    @Test
    void shouldRenderResourceFieldsInTheUnitOfTheirDivisor() {
        var container = new ContainerBuilder()
                .withNewResources()
                .addToLimits("memory", new io.fabric8.kubernetes.api.model.Quantity("512Mi"))
                .addToRequests("cpu", new io.fabric8.kubernetes.api.model.Quantity("250m"))
                .endResources()
                .addNewEnv()
                .withName("MEMORY")
                .withNewValueFrom()
                .withNewResourceFieldRef()
                .withResource("limits.memory")
                .endResourceFieldRef()
                .endValueFrom()
                .endEnv()
                .addNewEnv()
                .withName("MEMORY_MI")
                .withNewValueFrom()
                .withNewResourceFieldRef()
                .withResource("limits.memory")
                .withNewDivisor("1Mi")
                .endResourceFieldRef()
                .endValueFrom()
                .endEnv()
                .addNewEnv()
                .withName("CPU")
                .withNewValueFrom()
                .withNewResourceFieldRef()
                .withResource("requests.cpu")
                .endResourceFieldRef()
                .endValueFrom()
                .endEnv()
                .build();

        assertThat(variables(container, Map.of()))
                .containsEntry("MEMORY", "536870912")
                .containsEntry("MEMORY_MI", "512")
                .containsEntry("CPU", "1");
    }

    @Test
    void shouldMapMountPathsToTheirFolders() {
        var mounts = Map.of("/tmp", Path.of("/state/tmp"), "/tmp/deep", Path.of("/state/deep"));
        var container = new ContainerBuilder()
                .addNewEnv()
                .withName("SHALLOW")
                .withValue("/tmp/a")
                .endEnv()
                .addNewEnv()
                .withName("DEEP")
                .withValue("/tmp/deep/a")
                .endEnv()
                .addNewEnv()
                .withName("OTHER")
                .withValue("/tmpfile")
                .endEnv()
                .build();

        assertThat(variables(container, mounts))
                .containsEntry("SHALLOW", "/state/tmp/a")
                .containsEntry("DEEP", "/state/deep/a")
                .containsEntry("OTHER", "/tmpfile");
    }

    @Test
    void shouldNotMapAPathThatIsAlreadyOnThisMachine() {
        var pod = "/tmp/checkout/pods/1";
        var mounts = Map.of("/tmp", Path.of(pod + "/volumes/tmp"), pod, Path.of(pod));

        assertThat(ContainerEnvironment.onThisMachine(pod + "/volumes/token", mounts))
                .isEqualTo(pod + "/volumes/token");
        assertThat(ContainerEnvironment.onThisMachine("/tmp/a", mounts)).isEqualTo(pod + "/volumes/tmp/a");
    }

    @Test
    void shouldNameTheMissingConfigMap() {
        var container = new ContainerBuilder()
                .addNewEnvFrom()
                .withNewConfigMapRef()
                .withName("absent")
                .endConfigMapRef()
                .endEnvFrom()
                .build();

        assertThatThrownBy(() -> variables(container, Map.of()))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("configmap \"absent\" not found");
    }

    @Test
    void shouldNameTheMissingKey() {
        configMaps = Map.of(
                "settings", new ConfigMapBuilder().addToData("level", "debug").build());
        secrets = Map.of("token", new SecretBuilder().build());
        var ofConfigMap = new ContainerBuilder()
                .addNewEnv()
                .withName("COLOR")
                .withNewValueFrom()
                .withNewConfigMapKeyRef("colour", "settings", null)
                .endValueFrom()
                .endEnv()
                .build();
        var ofSecret = new ContainerBuilder()
                .addNewEnv()
                .withName("TOKEN")
                .withNewValueFrom()
                .withNewSecretKeyRef("value", "token", null)
                .endValueFrom()
                .endEnv()
                .build();

        assertThatThrownBy(() -> variables(ofConfigMap, Map.of()))
                .isInstanceOf(PlatformException.class)
                .hasMessage("couldn't find key colour in ConfigMap default/settings");
        assertThatThrownBy(() -> variables(ofSecret, Map.of()))
                .hasMessage("couldn't find key value in Secret default/token");
    }

    @Test
    void shouldLeaveOutAVariableWhoseOptionalKeyIsMissing() {
        configMaps = Map.of("settings", new ConfigMapBuilder().build());
        var container = new ContainerBuilder()
                .addNewEnv()
                .withName("COLOR")
                .withNewValueFrom()
                .withNewConfigMapKeyRef("colour", "settings", true)
                .endValueFrom()
                .endEnv()
                .build();

        assertThat(variables(container, Map.of())).isEmpty();
    }

    @Test
    void shouldSkipAMissingOptionalSource() {
        var container = new ContainerBuilder()
                .addNewEnvFrom()
                .withNewConfigMapRef()
                .withName("absent")
                .withOptional(true)
                .endConfigMapRef()
                .endEnvFrom()
                .build();

        assertThat(variables(container, Map.of())).isEmpty();
    }

    private Map<String, String> variables(Container container, Map<String, Path> mounts) {
        return new ContainerEnvironment(pod(), ADDRESS, name -> configMaps.get(name), name -> secrets.get(name))
                .variables(container, Map.of(), mounts);
    }

    private static Pod pod() {
        return new PodBuilder()
                .withNewMetadata()
                .withName("p")
                .withNamespace("default")
                .addToLabels("tier", "gold")
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .build();
    }
}
