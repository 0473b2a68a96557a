package io.fleetforge.controller;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.fleetforge.contracts.crd.WorldSpec;

/** WorldSpecs of a world with one cell. */
public final class WorldFixture {

    private WorldFixture() {}

    /**
     * A world with UID u-1.
     *
     * @param spec further fields of the spec, a line of YAML each
     */
    public static WorldSpec of(String namespace, String name, String... spec) {
        return Serialization.unmarshal("""
                apiVersion: fleetforge.io/v1
                kind: WorldSpec
                metadata: {name: %s, namespace: %s, uid: u-1}
                spec:
                  topology:
                    initialCells: 1
                    worldBoundaries: {xMin: 0, xMax: 10, yMin: 0, yMax: 10}
                  %s
                """.formatted(name, namespace, String.join("\n  ", spec)), WorldSpec.class);
    }
}
