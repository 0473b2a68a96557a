package io.fleetforge.runtime.logging;

import io.fleetforge.contracts.names.LogFields;
import io.quarkiverse.loggingjson.JsonGenerator;
import io.quarkiverse.loggingjson.JsonProvider;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.jboss.logmanager.ExtLogRecord;

/** Writes {@code trace_id} and {@code span_id}: Quarkus keeps them in the log context under camelCase names. */
@Singleton
public class TraceFields implements JsonProvider {

    @Override
    public void writeTo(JsonGenerator generator, ExtLogRecord event) throws IOException {
        write(generator, LogFields.TRACE_ID, event.getMdc("traceId"));
        write(generator, LogFields.SPAN_ID, event.getMdc("spanId"));
    }

    private static void write(JsonGenerator generator, String field, String value) throws IOException {
        if (value != null && !value.isEmpty()) {
            generator.writeStringField(field, value);
        }
    }
}
