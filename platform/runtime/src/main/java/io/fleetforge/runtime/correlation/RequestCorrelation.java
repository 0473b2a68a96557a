package io.fleetforge.runtime.correlation;

import io.fleetforge.contracts.correlation.CorrelationId;
import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** The correlation id of the HTTP request at hand: the caller's when it was valid, else one made here. */
@RequestScoped
public class RequestCorrelation {

    private @Nullable CorrelationId id;

    public CorrelationId current() {
        if (id == null) {
            id = CorrelationId.random();
        }
        return id;
    }

    void set(CorrelationId correlation) {
        id = correlation;
    }
}
