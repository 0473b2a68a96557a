package io.fleetforge.controller.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Optional;

/** Distinguishes a write that the API server refused from one that it did not decide. */
final class Refusal {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final String ALREADY_EXISTS = "AlreadyExists";

    /** An admission webhook that does not answer is a 500; nothing was stored. */
    private static final String WEBHOOK_FAILED = "failed calling webhook";

    private Refusal() {}

    /** Returns when the API server refused for good; rethrows any other failure. */
    static void require(KubernetesClientException e) {
        if (message(e).contains(WEBHOOK_FAILED)) {
            return;
        }
        if (e.getCode() < HttpURLConnection.HTTP_BAD_REQUEST
                || e.getCode() >= HttpURLConnection.HTTP_INTERNAL_ERROR
                || e.getCode() == TOO_MANY_REQUESTS) {
            throw e;
        }
    }

    /** Whether an object of that name is there. A quota that was changed meanwhile is a 409, too, and nothing is there. */
    static boolean isExisting(KubernetesClientException e) {
        return e.getCode() == HttpURLConnection.HTTP_CONFLICT
                && e.getStatus() != null
                && ALREADY_EXISTS.equals(e.getStatus().getReason());
    }

    /**
     * Creates {@code desired} unless an object of that name exists.
     *
     * @return why the API server refuses it, empty when it does not
     * @throws KubernetesClientException when the API server did not decide
     */
    static Optional<String> ofCreating(KubernetesClient client, HasMetadata desired, String name) {
        try {
            client.resource(desired).create();
            return Optional.empty();
        } catch (KubernetesClientException e) {
            if (isExisting(e)) {
                return Optional.empty();
            }
            require(e);
            return Optional.of(name + ": " + message(e));
        }
    }

    /** The API server's own text, the status code when it has none. */
    static String message(KubernetesClientException e) {
        var status = e.getStatus();
        var message = status == null ? null : status.getMessage();
        return message == null ? "HTTP " + e.getCode() : message;
    }
}
