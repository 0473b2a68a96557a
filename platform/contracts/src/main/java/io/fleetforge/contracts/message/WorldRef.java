package io.fleetforge.contracts.message;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** Which world: namespace, name and the UID of the WorldSpec, so that a recreated world of the same name is another one. */
public record WorldRef(String namespace, String name, String uid) {

    public WorldRef {
        requireText(namespace, "namespace");
        requireText(name, "name");
        requireText(uid, "uid");
    }

    /** The Kafka record key of everything about the world: {@code namespace/name}. */
    @JsonIgnore
    public String key() {
        return namespace + "/" + name;
    }

    static void requireText(String value, String field) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(field + " must not be blank");
        }
    }
}
