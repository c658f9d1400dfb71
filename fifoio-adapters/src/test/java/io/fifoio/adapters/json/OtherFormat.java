package io.fifoio.adapters.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.io.OutputStream;

/**
 * For the library this is a generator that is not one of Jackson's own for JSON, and that reports the same count of
 * values whatever it writes.
 */
final class OtherFormat extends JsonGeneratorDelegate {

    private final TokenBuffer within = new TokenBuffer(new ObjectMapper(), false);

    private OtherFormat(OutputStream out, int count) throws IOException {
        super(new JsonFactory().createGenerator(out));
        for (int i = 0; i < count; i++) {
            within.writeNull();
        }
    }

    static JsonFormat thatCounts(int count) {
        return Json.with(out -> new OtherFormat(out, count));
    }

    @Override
    public JsonStreamContext getOutputContext() {
        return within.getOutputContext();
    }

    @Override
    public JsonGenerator delegate() {
        return within;
    }
}
