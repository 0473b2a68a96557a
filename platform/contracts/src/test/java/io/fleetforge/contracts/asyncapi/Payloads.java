package io.fleetforge.contracts.asyncapi;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/** The JSON Schemas of payloads as parts of another document: without dialect and address of their own. */
final class Payloads {

    private static final List<String> OF_A_DOCUMENT = List.of("$schema", "$id");

    private Payloads() {}

    static ObjectNode schema(String payload) throws IOException {
        try (var in = Payloads.class.getResourceAsStream("/schemas/" + payload + ".json")) {
            if (in == null) {
                throw new IOException("no schema of " + payload);
            }
            return ((ObjectNode) new ObjectMapper().readTree(in)).remove(OF_A_DOCUMENT);
        }
    }
}
