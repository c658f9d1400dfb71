package io.fifoio.adapters;

import io.fifoio.adapters.inner.Failures;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a {@link RowWriter} stands; for packages that implement one. Holds each row against the columns. */
public final class Cells {

    private final List<String> columns;
    private int next;
    private long row = 1;
    private boolean open;
    private @Nullable Throwable lost;

    public Cells(List<String> columns) {
        this.columns = List.copyOf(columns);
    }

    /**
     * A value comes.
     *
     * @return the index of its column, from 0
     * @throws IOException if all columns of this row have theirs, a long value has not been closed, or a value {@linkplain
     *     #failed has failed}
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

    /** It is whole. */
    public void closed() {
        open = false;
    }

    /**
     * A value, or a part of a long one, could not be written, or came too late. From now on every method here that throws does so:
     * the mapping, or what it writes through, a {@link java.io.PrintWriter} for one, may have swallowed the exception.
     *
     * @param cause the first one counts
     */
    public void failed(Throwable cause) {
        if (lost == null) {
            lost = cause;
        }
    }

    /**
     * A row ends.
     *
     * @throws IOException if a column of this row is without a value, a long value has not been closed, or a value {@linkplain
     *     #failed has failed}
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

    /** @throws IOException if a row was begun and not ended, or a value {@linkplain #failed has failed} */
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
