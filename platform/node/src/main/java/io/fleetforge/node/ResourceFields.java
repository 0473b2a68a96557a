package io.fleetforge.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceFieldSelector;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Values of {@code resourceFieldRef}: requests and limits in the unit of their divisor, rounded up. Pure. */
final class ResourceFields {

    private static final String LIMITS = "limits.";
    private static final String REQUESTS = "requests.";

    private ResourceFields() {}

    /** The value as a kubelet writes it; {@code 0} for what the container does not set. */
    static String value(Container container, ResourceFieldSelector selector) {
        var resources = container.getResources();
        var name = selector.getResource();
        Quantity amount;
        if (name.startsWith(LIMITS)) {
            amount = find(resources == null ? null : resources.getLimits(), name.substring(LIMITS.length()));
        } else if (name.startsWith(REQUESTS)) {
            amount = find(resources == null ? null : resources.getRequests(), name.substring(REQUESTS.length()));
        } else {
            throw new IllegalArgumentException("unsupported resource field " + name);
        }
        if (amount == null) {
            return "0";
        }
        var divisor = selector.getDivisor() == null ? BigDecimal.ZERO : bytes(selector.getDivisor());
        return bytes(amount)
                .divide(divisor.signum() == 0 ? BigDecimal.ONE : divisor, 0, RoundingMode.CEILING)
                .toPlainString();
    }

    /** In bytes; empty without one. */
    static OptionalLong memoryLimit(Container container) {
        var resources = container.getResources();
        var limit = find(resources == null ? null : resources.getLimits(), "memory");
        return limit == null
                ? OptionalLong.empty()
                : OptionalLong.of(bytes(limit).longValue());
    }

    private static @Nullable Quantity find(@Nullable Map<String, Quantity> amounts, String name) {
        return amounts == null ? null : amounts.get(name);
    }

    private static BigDecimal bytes(Quantity quantity) {
        return Quantity.getAmountInBytes(quantity);
    }
}
