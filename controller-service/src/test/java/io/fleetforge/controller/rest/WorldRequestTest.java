package io.fleetforge.controller.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fleetforge.runtime.json.BodyError;
import io.fleetforge.runtime.json.StrictBodies;
import io.fleetforge.runtime.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorldRequestTest {

    private final ObjectMapper mapper = new ObjectMapper();

    WorldRequestTest() {
        new StrictBodies().customize(mapper);
    }

    @Test
    void shouldBeTheWorldOfTheBody() throws Exception {
        var world = read("""
                {"apiVersion":"fleetforge.io/v1","kind":"WorldSpec","metadata":{"name":"atlas","labels":{"a":"b"}},
                 "spec":{"topology":{"initialCells":4}},"status":{"cells":9}}""").world();

        assertThat(world.getMetadata().getNamespace()).isEqualTo("default");
        assertThat(world.getMetadata().getLabels()).containsEntry("a", "b");
        assertThat(world.getSpec().topology().initialCells()).isEqualTo(4);
        assertThat(world.getStatus()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"metadata":{"name":"a"},"spec":{"capacity":{"maxPlayerPerCell":20}}} | spec.capacity.maxPlayerPerCell
            {"metadata":{"name":"a"},"scope":"Cluster"}                           | scope
            {"metadata":{"name":5}}                                               | metadata.name
            {"metadata":{"name":"a","name":"b"}}                                  | metadata.name
            {"metadata":{"name":"a"},"spec":{"topology":{"initialCells":4.5}}}    | spec.topology.initialCells
            """)
    void shouldNameTheFieldWhenTheBodyIsNoWorldSpec(String body, String field) {
        var refusal = catchThrowableOfType(JsonProcessingException.class, () -> read(body));

        assertThat(BodyError.of(refusal).field()).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                    | metadata.name
            {"metadata":{"namespace":"default"}}                  | metadata.name
            {"metadata":{"name":"A b"}}                           | metadata.name
            {"metadata":{"name":"a","namespace":""}}              | metadata.namespace
            {"metadata":{"name":"a","namespace":"a/b"}}           | metadata.namespace
            {"kind":"Pod","metadata":{"name":"a"}}                | kind
            {"metadata":{"name":"a","resourceVersion":"7"}}       | metadata.resourceVersion
            {"metadata":{"generateName":"A-"}}                    | metadata.generateName
            {"apiVersion":"fleetforge.io/v2","metadata":{"name":"a"}} | apiVersion
            """)
    void shouldNameTheFieldWhenItAddressesNoWorld(String body, String field) throws Exception {
        var request = read(body);

        var refusal = catchThrowableOfType(ProblemException.class, request::world);

        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.field()).isEqualTo(field));
    }

    private WorldRequest read(String body) throws JsonProcessingException {
        return mapper.readerFor(WorldRequest.class).readValue(body);
    }
}
