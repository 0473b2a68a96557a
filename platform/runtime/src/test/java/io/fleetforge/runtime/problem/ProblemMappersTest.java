package io.fleetforge.runtime.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fleetforge.runtime.correlation.RequestCorrelation;
import io.vertx.core.http.HttpClosedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemMappersTest {

    private final ProblemMappers mappers = new ProblemMappers(new RequestCorrelation());
    private final UriInfo uri = (UriInfo) Proxy.newProxyInstance(
            UriInfo.class.getClassLoader(),
            new Class<?>[] {UriInfo.class},
            (proxy, method, arguments) -> URI.create("http://localhost/api/v1/worlds"));

    @ParameterizedTest
    @CsvSource({
        "410, 410, expired",
        "409, 409, conflict",
        "422, 422, invalid",
        "429, 503, kubernetes-unavailable",
        "401, 503, kubernetes-unavailable",
        "500, 503, kubernetes-unavailable",
        "0, 503, kubernetes-unavailable"
    })
    void shouldPassOnRefusalsOfTheRequestOnly(int code, int status, String problem) {
        var refusal = new StatusBuilder().withCode(code).withMessage("refused").build();

        var answer = mappers.kubernetes(new KubernetesClientException("refused", code, refusal), uri);

        assertThat(answer.getStatus()).isEqualTo(status);
        assertThat(problem(answer).type()).endsWith("/" + problem);
        assertThat(answer.getHeaderString("Retry-After")).isEqualTo(status == 503 ? "2" : null);
    }

    @Test
    void shouldAnswer400WhenAParameterDoesNotParse() {
        var answer = mappers.web(new NotFoundException(new NumberFormatException("x")), uri);

        assertThat(answer.getStatus()).isEqualTo(400);
    }

    @Test
    void shouldNameTheFieldOfAParameterThatRefusesItself() {
        var answer =
                mappers.web(new NotFoundException(ProblemException.invalidField("limit", "must be 1 to 500")), uri);

        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(problem(answer).errors()).containsExactly(new Problem.FieldError("limit", "must be 1 to 500"));
    }

    @Test
    void shouldAnswer404WhenThereIsNoSuchAddress() {
        assertThat(mappers.web(new NotFoundException(), uri).getStatus()).isEqualTo(404);
    }

    @Test
    void shouldNotCountAClientThatClosesItsConnectionAsAFailure() {
        var closed = new IOException(new IOException(new HttpClosedException("Connection was closed")));

        assertThat(mappers.unexpected(closed, uri).getStatus()).isEqualTo(400);
        assertThat(mappers.unexpected(new IOException("disk"), uri).getStatus()).isEqualTo(500);
    }

    private static Problem problem(Response answer) {
        return (Problem) answer.getEntity();
    }
}
