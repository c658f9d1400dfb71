package io.fifoio.adapters.csv;

import io.fifoio.adapters.RowFormat;

/**
 * CSV according to RFC 4180, in UTF-8: commas, lines that end with CR LF, quotes around values that need them.
 *
 * <pre>{@code
 * PushSource csv = Csv.rows().of(List.of("id", "customer"), orders, (row, order) ->
 *         row.integer(order.id()).text(order.customer()));
 * }</pre>
 *
 * <p>NULL is an empty value and the empty text is a pair of quotes, as in PostgreSQL's {@code COPY}; many other
 * programs do not distinguish them. The texts {@code \.} and {@code NULL} are quoted as well: without quotes, the first
 * would end a {@code COPY}, and MySQL would read the second as NULL. A NULL in a table of one column is an empty line,
 * which some programs skip. Infinities and NaN are {@code Infinity}, {@code -Infinity} and {@code NaN}. Text with only
 * one half of a surrogate pair can't be written in UTF-8 and fails.
 *
 * <p>A value that begins with {@code =}, {@code +}, {@code -} or {@code @} is written unchanged, although a spreadsheet
 * may take it for a formula: a mark put before it would be a part of the value for every other program, and negative
 * numbers begin like this too. If you write text from others for a spreadsheet, decide in the mapping what to do with
 * such values.
 */
public final class Csv {

    private Csv() {}

    /** Rows after a first line with the names of the columns. */
    public static RowFormat rows() {
        return (out, columns) -> CsvRowWriter.withHeader(out, columns);
    }

    /** Rows without such a line. */
    public static RowFormat rowsWithoutHeader() {
        return (out, columns) -> new CsvRowWriter(out, columns);
    }
}
