package io.fleetforge.alert.oncall;

/**
 * A user that can be paged.
 *
 * @param receiver name of the receiver of the pages
 */
public record User(String name, String receiver) {
    public User {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name: a user needs one");
        }
    }
}
