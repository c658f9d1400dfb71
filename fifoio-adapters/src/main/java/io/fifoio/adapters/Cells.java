package io.fifoio.adapters;

import io.fifoio.adapters.inner.Failures;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where a {@link RowWriter} stands; for packages that implement one. Holds each row against the columns. */
public final class Cells {

    private final List<String> columns;
    private int next;
    private long row = 1;
    private boolean open;

    /** By which a part of a long value failed first. Set by whoever catches it, in place: a full stack has no room for a call. */
    @Nullable
    Throwable lost;

    public Cells(List<String> columns) {
        this.columns = List.copyOf(columns);
    }

    /**
     * A value comes.
     *
     * @return the index of its column, from 0
     * @throws IOException if all columns of this row have theirs, a long value has not been closed, or a part of one
     *     has failed
     */
    public int next() throws IOException {
        ensureWhole();
        if (next == columns.size()) {
            throw new IOException("row " + row + " has more values than the " + next + " columns");
        }
        return next++;
    }

    /** The value that came last is not whole: it is written in parts, or a failure that the mapping may swallow leaves it at that. */
    public void opened() {
        open = true;
    }

    /** How a format writes a long text. */
    public interface Parts {

        /** Writes a part, which lies within the array; no text is too short for one, and a surrogate may come without its other half. */
        void write(char[] c, int off, int len) throws IOException;

        void flush() throws IOException;

        /** Writes what comes behind the last part; once. */
        void end() throws IOException;
    }

    /**
     * The value that came last is a text that comes in parts. What fails in one is remembered: from then on every method here that
     * throws does so, because the mapping, or what it writes through, a {@link java.io.PrintWriter} for one, may have swallowed the
     * exception.
     *
     * @return where to write it; it is whole when that is closed
     */
    public Writer inParts(Parts parts) {
        CellText text = new CellText(Objects.requireNonNull(parts, "parts"), this);
        opened();
        return text;
    }

    /** It is whole. */
    public void closed() {
        open = false;
    }

    /**
     * A row ends.
     *
     * @throws IOException if a column of this row is without a value, a long value has not been closed, or a part of one
     *     has failed
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
                    + " was opened and not closed, or could not be written");
        }
    }
}
