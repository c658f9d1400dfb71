package io.fifoio.adapters;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows of a {@link RowFormat}, one after the other. It may buffer what it writes, and must hold nothing but
 * memory: after a failure it is simply dropped.
 */
@SuppressWarnings("exports") // of @Nullable, which nothing needs at run time
public interface RowWriter extends Row {

    /**
     * Ends a row.
     *
     * @throws IOException if it does not have one value for each column
     */
    void endRow() throws IOException;

    /**
     * Writes what comes after the last row, and everything that is buffered. Nothing is called after this.
     *
     * @throws IOException if a row was left unfinished
     */
    void end() throws IOException;

    @Override
    default Row binary(byte @Nullable [] value) throws IOException {
        return text(value == null ? null : Base64.getEncoder().encodeToString(value));
    }

    @Override
    default OutputStream binary() throws IOException {
        return new Base64OutputStream(text());
    }
}
