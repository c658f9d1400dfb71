package io.fifoio.adapters;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One row, to be filled with a value for each column, from the first to the last:
 *
 * <pre>{@code
 * Csv.rows().of(List.of("id", "customer", "total"), orders, (row, order) ->
 *         row.integer(order.id()).text(order.customer()).decimal(order.total()));
 * }</pre>
 *
 * <p>No value loses anything: integers and decimals keep all their digits, binary values are written in Base64 (RFC
 * 4648, padded, without line breaks), and NULL is not the empty text. Values of any other type are written as text:
 * dates and times in ISO 8601, as {@code java.time} prints them.
 *
 * <p>A row may be used until the code that handed it out ends it. For one thread at a time.
 */
@SuppressWarnings("exports") // of @Nullable, which nothing needs at run time
public interface Row {

    /** NULL. */
    Row nullValue() throws IOException;

    /** True or false. */
    Row bool(boolean value) throws IOException;

    /** An integer. */
    Row integer(long value) throws IOException;

    /** A decimal, digit for digit; null is NULL. */
    Row decimal(@Nullable BigDecimal value) throws IOException;

    /** A binary floating-point number, with as many digits as are needed to distinguish it from its neighbours. */
    Row real(double value) throws IOException;

    /** The same in single precision. */
    Row real(float value) throws IOException;

    /** Text; null is NULL. */
    Row text(@Nullable String value) throws IOException;

    /** Bytes; null is NULL. */
    Row binary(byte @Nullable [] value) throws IOException;

    /**
     * A text that is too long to be held in memory, in parts.
     *
     * @return where to write it; {@code close()} ends the value, and must come before the next one
     */
    Writer text() throws IOException;

    /**
     * Bytes that are too many to be held in memory, in parts.
     *
     * @return where to write them; {@code close()} ends the value, and must come before the next one
     */
    OutputStream binary() throws IOException;
}
