package io.fleetforge.alert.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fleetforge.alert.action.ActionRequest;
import io.fleetforge.alert.action.SilenceRequest;
import io.fleetforge.runtime.json.BodyError;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Bodies as the mapper of the running service reads them. */
@QuarkusTest
class RequestBodyTest {

    @Inject
    ObjectMapper mapper;

    @Test
    void shouldNameTheFieldWhenAnActionHasAnUnknownOne() {
        var refusal = catchThrowableOfType(
                JsonProcessingException.class,
                () -> mapper.readValue("{\"note\":\"a\",\"minuts\":5}", ActionRequest.class));

        assertThat(BodyError.of(refusal))
                .isEqualTo(new BodyError("minuts", "unknown field; fields here are minutes, note, user"));
    }

    @Test
    void shouldDropWhatItDoesNotKnowWhenASilenceComesFromAnAlertmanagerClient() throws Exception {
        var silence = mapper.readValue("""
                {"comment":"a","annotations":{},"matchers":[{"name":"a","value":"b","isRegex":false,"new":1}],
                 "endsAt":"2026-01-02T03:04:05.000Z"}""", SilenceRequest.class);

        assertThat(silence.comment()).isEqualTo("a");
        assertThat(silence.matchers())
                .singleElement()
                .satisfies(matcher -> assertThat(matcher.name()).isEqualTo("a"));
    }
}
