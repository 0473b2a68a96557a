package io.fleetforge.runtime.rest;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.quarkus.smallrye.openapi.OpenApiFilter.RunStage;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/**
 * Completes the OpenAPI document of a service: adds the refusals that follow from an operation's shape (parameters, a
 * body, a caller that has to be known) and gives each refusal, these and the declared ones, the body of a problem.
 */
@OpenApiFilter(stages = RunStage.BUILD)
public final class ProblemResponses implements OASFilter {

    private static final String PROBLEM = "Problem";

    /** As Quarkus names the requirement that it adds to operations of known callers. */
    private static final String CALLER = "SecurityScheme";

    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("400", "A parameter or the body is invalid; errors names the fields"),
            Map.entry("401", "No caller is known: the token or the signature is missing, unknown or expired"),
            Map.entry("403", "The caller lacks the right"),
            Map.entry("404", "There is no such object"),
            Map.entry("406", "No representation that Accept allows"),
            Map.entry("409", "The state of the object, or another one of its name, does not allow it"),
            Map.entry("410", "continue has expired; start again without it"),
            Map.entry("413", "The body is too large"),
            Map.entry("415", "The body is of another media type"),
            Map.entry("421", "Another host serves it"),
            Map.entry("429", "The caller asks too often; Retry-After has the pause"),
            Map.entry("422", "Understood and refused; errors names the fields"),
            Map.entry("503", "Not now; Retry-After has the seconds to wait"));

    @Override
    public Operation filterOperation(Operation operation) {
        implied(operation).forEach(status -> {
            if (!operation.getResponses().hasAPIResponse(status)) {
                operation.getResponses().addAPIResponse(status, OASFactory.createAPIResponse());
            }
        });
        operation.getResponses().getAPIResponses().forEach((status, response) -> {
            if (MEANINGS.containsKey(status)) {
                describe(status, response);
            }
        });
        return operation;
    }

    private static TreeSet<String> implied(Operation operation) {
        var implied = new TreeSet<String>();
        if (operation.getParameters() != null && !operation.getParameters().isEmpty()) {
            implied.add("400");
        }
        if (operation.getRequestBody() != null) {
            implied.addAll(List.of("400", "413", "415"));
        }
        if (operation.getSecurity() != null && !operation.getSecurity().isEmpty()) {
            implied.addAll(List.of("401", "403", "503"));
        }
        var hasContent = operation.getResponses().getAPIResponses().values().stream()
                .anyMatch(response -> response.getContent() != null);
        if (hasContent) {
            implied.add("406");
        }
        return implied;
    }

    private static void describe(String status, APIResponse response) {
        if (response.getDescription() == null || response.getDescription().isBlank()) {
            response.setDescription(MEANINGS.get(status));
        }
        response.setContent(OASFactory.createContent()
                .addMediaType(
                        "application/problem+json",
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref(PROBLEM))));
        if (status.equals("503") || status.equals("429")) {
            response.addHeader(
                    "Retry-After",
                    OASFactory.createHeader().description("seconds").schema(type(SchemaType.INTEGER)));
        }
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getComponents() == null) {
            document.setComponents(OASFactory.createComponents());
        }
        document.getComponents().addSchema(PROBLEM, problem());
        document.getComponents()
                .addSecurityScheme(
                        CALLER,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .description("a bearer token of Kubernetes"));
    }

    /** As {@link io.fleetforge.runtime.problem.Problem} is written. */
    private static Schema problem() {
        var field = type(SchemaType.OBJECT)
                .addProperty("field", type(SchemaType.STRING))
                .addProperty("message", type(SchemaType.STRING));
        return type(SchemaType.OBJECT)
                .description("RFC 9457")
                .required(List.of("type", "title", "status", "correlationId"))
                .addProperty("type", type(SchemaType.STRING).description("https://fleetforge.io/problems/ and a code"))
                .addProperty("title", type(SchemaType.STRING))
                .addProperty("status", type(SchemaType.INTEGER))
                .addProperty("detail", type(SchemaType.STRING))
                .addProperty("instance", type(SchemaType.STRING))
                .addProperty("correlationId", type(SchemaType.STRING))
                .addProperty("errors", type(SchemaType.ARRAY).items(field));
    }

    private static Schema type(SchemaType type) {
        return OASFactory.createSchema().addType(type);
    }
}
