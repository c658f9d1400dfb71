package io.fifoio.adapters;

import java.io.IOException;
import java.util.List;

/** Where a {@link RowWriter} stands; for packages that implement one. Holds each row against the columns. */
public final class Cells {

    private final List<String> columns;
    private int next;
    private long row = 1;
    private boolean open;

    public Cells(List<String> columns) {
        this.columns = List.copyOf(columns);
    }

    /**
     * A value comes.
     *
     * @return the index of its column, from 0
     * @throws IOException if all columns of this row have theirs, or a long value has not been closed
     */
    public int next() throws IOException {
        ensureClosed();
        if (next == columns.size()) {
            throw new IOException("row " + row + " has more values than the " + next + " columns");
        }
        return next++;
    }

    /** The value that came last is written in parts. */
    public void opened() {
        open = true;
    }

    /** It has all its parts. */
    public void closed() {
        open = false;
    }

    /** @throws IOException if a column of this row is without a value, or a long value has not been closed */
    public void endRow() throws IOException {
        ensureClosed();
        if (next < columns.size()) {
            throw new IOException("row " + row + " has " + next + " values for " + columns.size()
                    + " columns: none for " + columns.get(next));
        }
        next = 0;
        row++;
    }

    /** @throws IOException if a row was begun and not ended */
    public void end() throws IOException {
        ensureClosed();
        if (next > 0) {
            throw new IOException("row " + row + " was not ended");
        }
    }

    private void ensureClosed() throws IOException {
        if (open) {
            throw new IOException(
                    "row " + row + ": the value of " + columns.get(next - 1) + " was opened and not closed");
        }
    }
}
