package io.fifoio.adapters.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Makes generators: with jackson-databind, {@code mapper.writerWithDefaultPrettyPrinter()::createGenerator}, {@code
 * csvMapper.writer(schema)::createGenerator}.
 */
@FunctionalInterface
@SuppressWarnings("exports") // see module-info
public interface Generators {

    /**
     * Returns a new generator that writes to the given stream. If a row has a long text, this is also called for a
     * stream in memory, to see how the generator escapes.
     */
    JsonGenerator on(OutputStream out) throws IOException;
}
