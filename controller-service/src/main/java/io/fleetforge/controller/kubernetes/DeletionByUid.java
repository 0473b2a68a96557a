package io.fleetforge.controller.kubernetes;

import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import org.jspecify.annotations.Nullable;

/** Deletes an object and none that has its name later. */
final class DeletionByUid {

    private DeletionByUid() {}

    /**
     * Deletes the object; done when it is gone already or another has the name.
     *
     * @param path of the object at the API server
     * @param graceSeconds the object's own when null
     * @throws KubernetesClientException when it was not deleted
     */
    static void delete(KubernetesClient client, String path, String uid, @Nullable Long graceSeconds) {
        var options = new DeleteOptionsBuilder()
                .withGracePeriodSeconds(graceSeconds)
                .withNewPreconditions()
                .withUid(uid)
                .endPreconditions()
                .build();
        try {
            client.raw(path, "DELETE", options);
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND && e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
        }
    }
}
