package io.fifoio.adapters.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What stands in JSON, digit for digit. */
public final class JsonTokens {

    private JsonTokens() {}

    /** The values of each object, in an array or one after the other; strings, numbers and truths as spelled. */
    public static List<List<String>> rows(byte[] json) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    rows.add(new ArrayList<>());
                } else if (token == JsonToken.VALUE_NULL) {
                    rows.get(rows.size() - 1).add(null);
                } else if (token.isScalarValue()) {
                    rows.get(rows.size() - 1).add(parser.getText());
                }
            }
        }
        return rows;
    }
}
