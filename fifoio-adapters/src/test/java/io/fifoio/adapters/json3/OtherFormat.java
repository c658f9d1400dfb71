package io.fifoio.adapters.json3;

import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonGeneratorDelegate;
import tools.jackson.databind.util.TokenBuffer;

/**
 * For the library this is a generator that is not one of Jackson's own for JSON, and that reports the same count of
 * values whatever it writes.
 */
final class OtherFormat extends JsonGeneratorDelegate {

    private final TokenBuffer within = TokenBuffer.forGeneration();

    private OtherFormat(OutputStream out, int count) {
        super(new JsonFactory().createGenerator(ObjectWriteContext.empty(), out));
        for (int i = 0; i < count; i++) {
            within.writeNull();
        }
    }

    static JsonFormat thatCounts(int count) {
        return Json.with(out -> new OtherFormat(out, count));
    }

    @Override
    public TokenStreamContext streamWriteContext() {
        return within.streamWriteContext();
    }

    @Override
    public JsonGenerator delegate() {
        return within;
    }
}
