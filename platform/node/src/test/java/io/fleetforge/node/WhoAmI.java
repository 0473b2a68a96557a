package io.fleetforge.node;

import io.fabric8.kubernetes.api.model.authentication.SelfSubjectReview;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

/** Runs inside a pod of {@link NodeAgentIT}: prints the account of a client built without any settings. */
final class WhoAmI {

    private WhoAmI() {}

    public static void main(String[] arguments) {
        try (var client = new KubernetesClientBuilder().build()) {
            var review = client.resource(new SelfSubjectReview()).create();
            System.out.println(
                    "I am " + review.getStatus().getUserInfo().getUsername() + " in " + client.getNamespace());
        }
    }
}
