package io.fleetforge.controller.hosts;

/** One write on a host pod, or the one that is due and not made yet. */
public sealed interface HostAction {

    /** Create the pod of this host at this incarnation. */
    record Create(String host, long incarnation) implements HostAction {}

    /** Create no pod yet: the API server refused the last create of this host, and the pause after it is not over. */
    record HoldBack(String host, long incarnation) implements HostAction {}

    /**
     * Delete exactly the pod with {@code uid}.
     *
     * @param force without waiting until the end of its process is observed
     */
    record Delete(String host, String uid, String reason, boolean force) implements HostAction {

        static Delete of(String host, String uid, String reason) {
            return new Delete(host, uid, reason, false);
        }

        static Delete byForce(String host, String uid, String reason) {
            return new Delete(host, uid, reason, true);
        }
    }
}
