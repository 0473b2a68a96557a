package io.fleetforge.runtime.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.lang.reflect.Proxy;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelationFilterTest {

    private final RequestCorrelation correlation = new RequestCorrelation();
    private final CorrelationFilter filter = new CorrelationFilter(correlation);

    @AfterEach
    void clear() {
        MDC.remove("correlation_id");
    }

    @Test
    void shouldAcceptAndReturnAValidId() {
        assertThat(answerTo("order-66")).isEqualTo("order-66");
        assertThat(MDC.get("correlation_id")).isEqualTo("order-66");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "a b",
                "a\nlevel=ERROR",
                "x\"}",
                "0123456789012345678901234567890123456789012345678901234567890123456789"
            })
    void shouldReplaceAnUnsafeId(String header) {
        assertThat(answerTo(header)).isNotEqualTo(header).matches("[A-Za-z0-9-]{1,64}");
    }

    private String answerTo(String header) {
        var answered = new MultivaluedHashMap<String, Object>();
        var request = fake(ContainerRequestContext.class, header);
        filter.filter(request);
        filter.filter(request, fake(ContainerResponseContext.class, answered));
        return (String) answered.getFirst("X-Correlation-Id");
    }

    @SuppressWarnings("unchecked")
    private static <T> T fake(Class<T> type, Object answer) {
        return (T)
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> answer);
    }
}
