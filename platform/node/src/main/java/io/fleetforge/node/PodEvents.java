package io.fleetforge.node;

import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Events of pods, with the reasons of a kubelet. One that cannot be written is logged; the status has the same message. */
final class PodEvents {

    private static final Logger LOG = LoggerFactory.getLogger(PodEvents.class);

    private PodEvents() {}

    /** Writes a Warning. */
    static void warn(KubernetesClient client, Pod pod, String reason, String message) {
        var metadata = pod.getMetadata();
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        try {
            client.resource(new EventBuilder()
                            .withNewMetadata()
                            .withGenerateName(metadata.getName() + ".")
                            .withNamespace(metadata.getNamespace())
                            .endMetadata()
                            .withType("Warning")
                            .withReason(reason)
                            .withMessage(message)
                            .withNewInvolvedObject()
                            .withApiVersion("v1")
                            .withKind("Pod")
                            .withName(metadata.getName())
                            .withNamespace(metadata.getNamespace())
                            .withUid(metadata.getUid())
                            .endInvolvedObject()
                            .withNewSource()
                            .withComponent("kubelet")
                            .withHost(pod.getSpec().getNodeName())
                            .endSource()
                            .withFirstTimestamp(now)
                            .withLastTimestamp(now)
                            .withCount(1)
                            .build())
                    .create();
        } catch (KubernetesClientException e) {
            LOG.warn("Event {} of pod {} could not be written: {}", reason, metadata.getName(), e.getMessage());
        }
    }
}
