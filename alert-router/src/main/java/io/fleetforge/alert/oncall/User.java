package io.fleetforge.alert.oncall;

/**
 * Somebody who can be paged.
 *
 * @param receiver over which
 */
public record User(String name, String receiver) {
    public User {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name: a person has one");
        }
    }
}
