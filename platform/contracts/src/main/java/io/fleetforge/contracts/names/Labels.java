package io.fleetforge.contracts.names;

/** Labels and annotations on Kubernetes objects, and the namespace of the platform itself. */
public final class Labels {

    public static final String SYSTEM_NAMESPACE = "fleetforge-system";

    /** Label {@code app}; the requirements select pods by it. */
    public static final String APP = "app";

    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    public static final String COMPONENT = "app.kubernetes.io/component";
    public static final String MANAGED_BY_CONTROLLER = "fleetforge-controller";
    public static final String COMPONENT_CELL_HOST = "cell-host";

    /** Label with the name of the world that a host pod serves. */
    public static final String WORLD = "fleetforge.io/world";

    /** Label with the UID of the WorldSpec that owns a host pod. */
    public static final String WORLD_UID = "fleetforge.io/world-uid";

    /** Label with the name of the host: on its pod, and on the Service and the HTTPRoute that expose it. */
    public static final String HOST = "fleetforge.io/host";

    /** Annotation with the incarnation of a host pod, a number that rises each time the pod is replaced. */
    public static final String INCARNATION = "fleetforge.io/incarnation";

    /** Annotation with the hash of the rendered object or pod template, to write only on difference. */
    public static final String TEMPLATE_HASH = "fleetforge.io/template-hash";

    /** Annotation of a WorldSpec with a cell to split now; the controller removes it when it is done or refused. */
    public static final String FORCE_SPLIT = "fleetforge.io/force-split";

    /** Annotation of a WorldSpec with cells to merge now, separated by commas; removed like {@link #FORCE_SPLIT}. */
    public static final String FORCE_MERGE = "fleetforge.io/force-merge";

    /**
     * Annotation of a WorldSpec: while it is {@code "true"}, load neither splits nor merges; manual operations continue.
     */
    public static final String SCALING_PAUSED = "fleetforge.io/scaling-paused";

    /** Annotation of a WorldSpec, {@code <cell>=<host>}: a cell to move now; removed like {@link #FORCE_SPLIT}. */
    public static final String FORCE_MOVE = "fleetforge.io/force-move";

    public static final String CORRELATION_ID = "fleetforge.io/correlation-id";
    /** {@code <generation>/<id>}: binds that id to that generation; an id that is not bound is about every generation. */
    public static final String CORRELATED_GENERATION = "fleetforge.io/correlated-generation";

    public static final String TRACEPARENT = "fleetforge.io/traceparent";

    /** Label of a WorldSpec: digest of caller and {@code Idempotency-Key} of the call that created it, 63 characters. */
    public static final String IDEMPOTENCY_KEY = "fleetforge.io/idempotency-key";

    /** Annotation of a WorldSpec: digest of the body of the call with an {@code Idempotency-Key} that created it. */
    public static final String REQUEST_DIGEST = "fleetforge.io/request-digest";

    private Labels() {}
}
