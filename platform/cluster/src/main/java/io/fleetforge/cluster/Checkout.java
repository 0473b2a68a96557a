package io.fleetforge.cluster;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Paths of the checkout and of the state folder of its platform.
 *
 * @param root the checkout
 * @param state everything that a running platform writes
 */
public record Checkout(Path root, Path state) {

    public Checkout {
        root = root.toAbsolutePath().normalize();
        state = state.toAbsolutePath().normalize();
        if (!Files.isRegularFile(root.resolve("infra/kafka/topics.yaml"))) {
            throw new PlatformException(root + " is not a FleetForge checkout: infra/kafka/topics.yaml is missing");
        }
    }

    public Path topics() {
        return root.resolve("infra/kafka/topics.yaml");
    }

    public Path brokerClasspath() {
        return root.resolve("infra/kafka/target/broker");
    }

    public Path images() {
        return root.resolve("infra/local/images.yaml");
    }

    public Path crds() {
        return root.resolve("infra/crds");
    }

    public Path localOverlay() {
        return root.resolve("infra/deploy/overlays/local");
    }

    public Path productionOverlay() {
        return root.resolve("infra/deploy/overlays/production");
    }

    public Path observability() {
        return root.resolve("infra/observability");
    }

    public Path controlPlaneState() {
        return state.resolve("controlplane");
    }

    public Path brokerState() {
        return state.resolve("kafka");
    }

    public Path nodeState() {
        return state.resolve("node");
    }

    public Path observabilityState() {
        return state.resolve("observability");
    }

    public Path spans() {
        return state.resolve("spans.jsonl");
    }
}
