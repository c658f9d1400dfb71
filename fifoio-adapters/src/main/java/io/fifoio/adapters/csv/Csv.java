package io.fifoio.adapters.csv;

import io.fifoio.adapters.RowFormat;

/**
 * CSV as RFC 4180 has it, in UTF-8: commas, lines that end with CR LF, quotes around values that need them.
 *
 * <pre>{@code
 * PushSource csv = Csv.rows().of(List.of("id", "customer"), orders, (row, order) ->
 *         row.integer(order.id()).text(order.customer()));
 * }</pre>
 *
 * <p>NULL is an empty value, the empty text is a pair of quotes, as PostgreSQL's {@code COPY} tells them apart; many other
 * readers do not. The texts {@code \.} and {@code NULL} stand in quotes too: bare, one would end a {@code COPY}, and MySQL would
 * read NULL. A NULL in a table of one column is an empty line, which some readers skip. Infinities and NaN are {@code
 * Infinity}, {@code -Infinity} and {@code NaN}. Text with half of a surrogate pair can't be written in UTF-8 and fails.
 *
 * <p>A value that begins with {@code =}, {@code +}, {@code -} or {@code @} is written as it is, though a spreadsheet may take it
 * for a formula: a mark put before it would be part of the value for every other reader, and negative numbers begin so too.
 * Who writes foreign text for a spreadsheet decides in the mapping what to do with such values.
 */
public final class Csv {

    private Csv() {}

    /** With a first line of the names of the columns. */
    public static RowFormat rows() {
        return (out, columns) -> CsvRowWriter.withHeader(out, columns);
    }

    /** Without. */
    public static RowFormat rowsWithoutHeader() {
        return (out, columns) -> new CsvRowWriter(out, columns);
    }
}
