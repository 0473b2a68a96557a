package io.fleetforge.cell.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies of players as the running service reads them. Needs no broker: a refused body changes nothing. */
@QuarkusTest
class SessionBodyTest {

    private final ObjectMapper mapper = new ObjectMapper();

    @TestHTTPResource("/api/v1/sessions")
    URI sessions;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            POST |             | {"player":"ann","x":1,"y":1,"wrold":"default/test"} | wrold
            POST |             | {"player":"ann","x":1,"y":1,"x":2}                  | x
            POST |             | {"player":"ann","x":"1","y":1}                      | x
            POST |             | {"player":7,"x":1,"y":1}                            | player
            POST |             | {"player":"a b","x":1,"y":1}                        | player
            PUT  | /1/position | {"x":1,"y":1,"z":1}                                 | z
            """)
    void shouldNameTheFieldWhenABodyIsRefused(String method, String path, String body, String field) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(sessions + (path == null ? "" : path)))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();

        HttpResponse<String> answer;
        try (var http = HttpClient.newHttpClient()) {
            answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        }

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(mapper.readTree(answer.body()).path("errors"))
                .singleElement()
                .satisfies(error -> assertThat(error.path("field").asText()).isEqualTo(field));
    }
}
