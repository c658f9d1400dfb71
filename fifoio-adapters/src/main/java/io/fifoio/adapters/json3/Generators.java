package io.fifoio.adapters.json3;

import java.io.IOException;
import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;

/**
 * Makes generators: with jackson-databind, {@code mapper.writerWithDefaultPrettyPrinter()::createGenerator}, {@code
 * csvMapper.writer(schema)::createGenerator}.
 */
@FunctionalInterface
@SuppressWarnings("exports") // see module-info
public interface Generators {

    /** A new generator that writes there; also one to memory, to see how it escapes, where a row has a long text. */
    JsonGenerator on(OutputStream out) throws IOException;
}
