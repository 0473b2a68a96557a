package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Holds answers against the OpenAPI document of the service: the status is one of the operation's, a refusal is a problem
 * with a code, 503 has Retry-After. Remembers which operations succeeded.
 */
final class ContractCheck implements Filter {

    private static final String CODES = "https://fleetforge.io/problems/";

    private final ObjectMapper mapper = new ObjectMapper();
    private final ApiDocument document;
    private final Set<String> succeeded = new TreeSet<>();

    ContractCheck(String service) throws IOException {
        document = ApiDocument.of(service);
    }

    /** An answer, by what the contract is about. */
    record Answer(
            int status,
            @Nullable String contentType,
            @Nullable String retryAfter,
            String body) {}

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification response, FilterContext context) {
        var answer = context.next(request, response);
        check(
                request.getMethod(),
                URI.create(request.getURI()).getRawPath(),
                new Answer(
                        answer.statusCode(),
                        answer.contentType(),
                        answer.header("Retry-After"),
                        answer.body().asString()));
        return answer;
    }

    /**
     * @throws AssertionError when the answer is not one that the document allows
     */
    void check(String method, String path, Answer answer) {
        var operation = document.find(method, path).orElseThrow(() -> new AssertionError(method + " " + path));
        var what = "%s %s -> %d %s".formatted(method, path, answer.status(), answer.body());
        assertThat(operation.statuses()).as(what).contains(answer.status());
        if (answer.status() < 300) {
            succeeded.add(operation.name());
        }
        if (answer.status() >= 400) {
            assertThat(answer.contentType()).as(what).startsWith("application/problem+json");
            assertThat(type(answer.body())).as(what).matches(CODES + "[a-z0-9-]+");
        }
        if (answer.status() == 503) {
            assertThat(answer.retryAfter()).as(what).matches("[0-9]+");
        }
    }

    private String type(String body) {
        try {
            return mapper.readTree(body).path("type").asText();
        } catch (JsonProcessingException e) {
            return body;
        }
    }

    /** Every operation of the document succeeded at least once. */
    void requireAllSucceeded() {
        assertThat(document.operations())
                .extracting(ApiDocument.Operation::name)
                .as("operations without a successful call")
                .allMatch(succeeded::contains);
    }
}
