package io.fleetforge.runtime.leadership;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor.RequestTags;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeaderWriteGateTest {

    private final AtomicBoolean leading = new AtomicBoolean();
    private final LeaderWriteGate gate = new LeaderWriteGate(leading::get);

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void shouldRefuseWritesWhenNotLeading(String method) {
        assertThatThrownBy(() -> pass(method)).isInstanceOf(LeaderWriteGate.NotLeadingException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void shouldPassWritesWhenLeading(String method) {
        leading.set(true);

        assertThatCode(() -> pass(method)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void shouldPassReadsAlways(String method) {
        assertThatCode(() -> pass(method)).doesNotThrowAnyException();
    }

    private void pass(String method) {
        gate.before(fake(BasicBuilder.class, method), fake(HttpRequest.class, method), fake(RequestTags.class, method));
    }

    @SuppressWarnings("unchecked")
    private static <T> T fake(Class<T> type, String method) {
        return (T) Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, called, args) -> switch (called.getName()) {
                    case "method" -> method;
                    case "uri" -> URI.create("https://127.0.0.1/api/v1/pods");
                    default -> null;
                });
    }
}
