package io.fleetforge.alert.ownership;

/**
 * Identifies a running instance.
 *
 * @param name of the instance, such as its pod
 * @param incarnation differs for each start of the process
 */
public record InstanceId(String name, String incarnation) {
    public InstanceId {
        if (name.isBlank() || incarnation.isBlank()) {
            throw new IllegalArgumentException("an instance needs a name and an incarnation");
        }
    }
}
