package io.fifoio.adapters;

import io.fifoio.adapters.inner.Failures;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keeps track of where a {@link RowWriter} is, and checks that each row has a value for each column. For packages that
 * implement a row writer.
 */
public final class Cells {

    private final List<String> columns;
    private int next;
    private long row = 1;
    private boolean open;

    /**
     * By which a part of a long value failed first. Set by whoever catches it, in place: a full stack has no room for a
     * call.
     */
    @Nullable
    Throwable lost;

    public Cells(List<String> columns) {
        this.columns = List.copyOf(columns);
    }

    /**
     * Begins a value.
     *
     * @return the index of its column, from 0
     * @throws IOException if all columns of this row have their values, if a long value has not been closed, or if a
     *     part of one has failed
     */
    public int next() throws IOException {
        ensureWhole();
        if (next == columns.size()) {
            throw new IOException("row " + row + " has more values than the " + next + " columns");
        }
        return next++;
    }

    /**
     * Marks the last value as incomplete. It stays so while it is written in parts, and also if writing it fails and
     * the mapping swallows the exception.
     */
    public void opened() {
        open = true;
    }

    /** How a format writes a long text. */
    public interface Parts {

        /**
         * Writes a part. The range is within the array; the part may be of any length, and may have one half of a
         * surrogate pair.
         */
        void write(char[] c, int off, int len) throws IOException;

        void flush() throws IOException;

        /** Writes what follows the last part. Called once. */
        void end() throws IOException;
    }

    /**
     * Turns the last value into a text that is written in parts. A failure of a part is remembered, and from then on
     * every method of this class that declares an exception throws one: the mapping, or a writer in between such as
     * {@link java.io.PrintWriter}, may have swallowed the first.
     *
     * @return where to write it; it is whole when that is closed
     */
    public Writer inParts(Parts parts) {
        CellText text = new CellText(Objects.requireNonNull(parts, "parts"), this);
        opened();
        return text;
    }

    /** Marks the last value as complete. */
    public void closed() {
        open = false;
    }

    /**
     * Ends a row.
     *
     * @throws IOException if a column of this row is without a value, a long value has not been closed, or a part of
     *     one has failed
     */
    public void endRow() throws IOException {
        ensureWhole();
        if (next < columns.size()) {
            throw new IOException("row " + row + " has " + next + " values for " + columns.size()
                    + " columns: none for " + columns.get(next));
        }
        next = 0;
        row++;
    }

    /** @throws IOException if a row was begun and not ended, or a part of a long value has failed */
    public void end() throws IOException {
        ensureWhole();
        if (next > 0) {
            throw new IOException("row " + row + " was not ended");
        }
    }

    private void ensureWhole() throws IOException {
        if (lost != null) {
            throw new IOException(
                    "row " + row + ": a value or a part of one is missing: " + Failures.describe(lost), lost);
        }
        if (open) {
            throw new IOException("row " + row + ": the value of " + columns.get(next - 1)
                    + " was begun and not finished, or could not be written");
        }
    }
}
