package io.fleetforge.alert.oncall;

/**
 * Somebody who can be paged.
 *
 * @param receiver over which
 */
public record Person(String name, String receiver) {
    public Person {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name: a person has one");
        }
    }
}
