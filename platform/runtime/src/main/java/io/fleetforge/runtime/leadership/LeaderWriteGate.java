package io.fleetforge.runtime.leadership;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Refuses every mutating request of a client whose process does not lead at that moment. The last check before the network;
 * a write that passes it in error still meets resourceVersions and epochs.
 */
public final class LeaderWriteGate implements Interceptor {

    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    private final BooleanSupplier leading;

    public LeaderWriteGate(BooleanSupplier leading) {
        this.leading = leading;
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        if (!READS.contains(request.method()) && !leading.getAsBoolean()) {
            throw new NotLeadingException(request.method() + " " + request.uri().getPath());
        }
    }

    /** A write was attempted without the lease; the reconcile that tried it is stale. */
    public static final class NotLeadingException extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        NotLeadingException(String attempted) {
            super("not leading: refused " + attempted);
        }
    }
}
