package io.fleetforge.runtime.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fleetforge.runtime.problem.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressFilterTest {

    private final AddressFilter filter = new AddressFilter();

    @ParameterizedTest
    @ValueSource(strings = {"a\u0001", "a\nb", "größe", "a b", "\u0000", "\u007f"})
    void shouldNameTheParameterWithACharacterThatNoNameHas(String value) {
        assertThat(refusal(Map.of("name", value), "").errors())
                .singleElement()
                .satisfies(error -> assertThat(error.field()).isEqualTo("name"));
        assertThat(refusal(Map.of(), value).errors())
                .singleElement()
                .satisfies(error -> assertThat(error.field()).isEqualTo("continue"));
    }

    @Test
    void shouldLeaveVisibleTextAndPagesAlone() {
        assertThatCode(() -> filter.filter(request("/api/v1/worlds", Map.of("name", "a-1.B~"), "bm9uZQ==")))
                .doesNotThrowAnyException();
        assertThatCode(() -> filter.filter(request("/ui/incidents", Map.of("id", "a b"), "a b")))
                .doesNotThrowAnyException();
    }

    private ProblemException refusal(Map<String, String> parameters, String token) {
        var refusal = catchThrowableOfType(
                ProblemException.class, () -> filter.filter(request("/api/v1/worlds", parameters, token)));
        assertThat(refusal.status()).isEqualTo(400);
        return refusal;
    }

    private static ContainerRequestContext request(String path, Map<String, String> parameters, String token) {
        var inPath = new MultivaluedHashMap<>(parameters);
        var inQuery = new MultivaluedHashMap<>(Map.of("continue", token));
        var uri = fake(
                UriInfo.class, Map.of("getPath", path, "getPathParameters", inPath, "getQueryParameters", inQuery));
        return fake(ContainerRequestContext.class, Map.of("getUriInfo", uri));
    }

    private static <T> T fake(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.get(method.getName())));
    }
}
