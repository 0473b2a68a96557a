package io.fleetforge.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceNamesTest {

    @Test
    void shouldMapAServicesNamesToItsFirstReadyPod() {
        var service = new ServiceBuilder()
                .withNewMetadata()
                .withName("web")
                .withNamespace("shop")
                .endMetadata()
                .withNewSpec()
                .withSelector(Map.of("app", "web"))
                .endSpec()
                .build();

        var text = ServiceNames.text(List.of(service), List.of(pod("127.9.0.2", "False"), pod("127.9.0.3", "True")));

        assertThat(text.lines())
                .anyMatch(line -> line.startsWith("127.0.0.1 localhost"))
                .contains("127.9.0.3 web web.shop web.shop.svc web.shop.svc.cluster.local");
    }

    @Test
    void shouldOmitAServiceWithoutAReadyPod() {
        var service = new ServiceBuilder()
                .withNewMetadata()
                .withName("web")
                .withNamespace("shop")
                .endMetadata()
                .withNewSpec()
                .withSelector(Map.of("app", "web"))
                .endSpec()
                .build();

        assertThat(ServiceNames.text(List.of(service), List.of(pod("127.9.0.2", "False"))))
                .doesNotContain("web");
    }

    private static Pod pod(String address, String ready) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace("shop")
                .withLabels(Map.of("app", "web"))
                .endMetadata()
                .withNewStatus()
                .withPodIP(address)
                .addNewCondition()
                .withType("Ready")
                .withStatus(ready)
                .endCondition()
                .endStatus()
                .build();
    }
}
