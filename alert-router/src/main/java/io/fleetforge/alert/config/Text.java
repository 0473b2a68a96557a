package io.fleetforge.alert.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.io.Serial;

/**
 * A scalar of a file with its line.
 *
 * @param line from 1
 */
@JsonDeserialize(using = Text.Deserializer.class)
record Text(String value, int line) {

    static final class Deserializer extends StdDeserializer<Text> {

        @Serial
        private static final long serialVersionUID = 1;

        Deserializer() {
            super(Text.class);
        }

        @Override
        public Text deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            var line = parser.currentTokenLocation().getLineNr();
            if (!parser.currentToken().isScalarValue() || parser.currentToken() == JsonToken.VALUE_NULL) {
                return (Text) context.handleUnexpectedToken(Text.class, parser);
            }
            return new Text(parser.getText(), line);
        }
    }
}
