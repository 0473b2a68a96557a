package io.fleetforge.controller.hosts;

/** One write on a host pod. */
public sealed interface HostAction {

    /** Create the pod of this host at this incarnation. */
    record Create(String host, long incarnation) implements HostAction {}

    /** Delete exactly the pod with {@code uid}. */
    record Delete(String host, String uid, String reason) implements HostAction {}
}
