package io.fleetforge.runtime.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fleetforge.contracts.crd.WorldSpecSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictBodiesTest {

    private final ObjectMapper mapper = new ObjectMapper().findAndRegisterModules();

    StrictBodiesTest() {
        new StrictBodies().customize(mapper);
    }

    record World(String name, WorldSpecSpec spec, List<Item> items, Map<String, String> labels) {}

    record Item(String text, Integer count, Double size, Boolean on, Instant at) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Foreign(String name) {}

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"spec":{"capacity":{"maxPlayerPerCell":20}}}     | spec.capacity.maxPlayerPerCell | unknown field
            {"sepc":{}}                                       | sepc                           | unknown field; fields here are
            {"spec":{"capacity":{"cellsPerHost":2,"cellsPerHost":3}}} | spec.capacity.cellsPerHost | is given twice
            {"name":"a","name":"b"}                           | name                           | is given twice
            {"labels":{"a":"b","a":"c"}}                      | labels.a                       | is given twice
            {"items":[{},{"text":5}]}                         | items[1].text                  | must be a string
            {"items":[{"text":true}]}                         | items[0].text                  | must be a string
            {"items":[{"count":"4"}]}                         | items[0].count                 | must be a whole number
            {"items":[{"count":""}]}                          | items[0].count                 | must be a whole number
            {"items":[{"count":4.5}]}                         | items[0].count                 | must be a whole number
            {"items":[{"count":99999999999}]}                 | items[0].count                 | must be a whole number, within its range
            {"items":[{"size":"4"}]}                          | items[0].size                  | must be a number
            {"items":[{"on":"true"}]}                         | items[0].on                    | must be true or false
            {"items":[{"on":1}]}                              | items[0].on                    | must be true or false
            {"items":[{"at":"yesterday"}]}                    | items[0].at                    | must be a time such as 2026-01-02T03:04:05Z
            {"items":[5]}                                     | items[0]                       | must be an object
            {"items":{}}                                      | items                          | must be a list
            {"labels":{"a":5}}                                | labels.a                       | must be a string
            {"labels":[]}                                     | labels                         | must be an object
            {"spec":{"topology":{"initialCells":"four"}}}     | spec.topology.initialCells     | must be a whole number
            """)
    void shouldNameTheFieldWhenABodyIsRefused(String body, String field, String message) {
        var refusal = catchThrowableOfType(
                JsonProcessingException.class,
                () -> mapper.readerFor(World.class).readValue(body));

        assertThat(refusal).as("%s was accepted", body).isNotNull();
        assertThat(BodyError.of(refusal).field()).isEqualTo(field);
        assertThat(BodyError.of(refusal).message()).startsWith(message);
    }

    @Test
    void shouldListTheFieldsWhenOneIsUnknown() {
        var refusal = catchThrowableOfType(
                JsonProcessingException.class,
                () -> mapper.readerFor(World.class).readValue("{\"spec\":{\"persistence\":{\"enable\":true}}}"));

        assertThat(BodyError.of(refusal).message()).contains("fields here are checkpointInterval, enabled");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {             | line 1
            {"name":"a"}5 | line 1
            []            | line 1
            """)
    void shouldNamePlaceWhenTheBodyIsNoJsonOfThatShape(String body, String place) {
        var refusal = catchThrowableOfType(
                JsonProcessingException.class,
                () -> mapper.readerFor(World.class).readValue(body));

        assertThat(BodyError.of(refusal).field()).isEmpty();
        assertThat(BodyError.of(refusal).message()).contains(place);
    }

    @Test
    void shouldReadWhatItsFieldsAllow() throws Exception {
        var body = """
                {"name":"a","spec":{"topology":{"initialCells":4,"minCellSize":2}},"labels":{"a":"5"},
                 "items":[{"text":"5","count":4,"size":4,"on":true,"at":"2026-01-02T03:04:05Z"}]}""";

        World world = mapper.readerFor(World.class).readValue(body);

        assertThat(world.spec().topology().minCellSize()).isEqualTo(2);
        assertThat(world.items()).containsExactly(new Item("5", 4, 4.0, true, Instant.parse("2026-01-02T03:04:05Z")));
    }

    @Test
    void shouldDropUnknownFieldsWhenTheTypeAllowsThem() throws Exception {
        Foreign foreign = mapper.readerFor(Foreign.class).readValue("{\"name\":\"a\",\"new\":1}");

        assertThat(foreign.name()).isEqualTo("a");
    }
}
