package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.RowFormat;
import io.fifoio.adapters.RowWriter;
import io.fifoio.adapters.Steps;
import io.fifoio.adapters.Taps;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes rows: some values in a step, or one part of a long value. */
final class RowSteps implements Steps {

    /** How many values are written in one step, each of which is some kilobytes at most. */
    private static final int VALUES_IN_A_STEP = 256;

    private final Cursor cursor;
    private final ResultSet rows;
    private final List<Column> columns;
    private final RowWriter writer;

    private final FetchSize fetchSize = new FetchSize();

    private long written;
    private long writtenBefore;
    private long count;
    private int column;
    private boolean inRow;
    private @Nullable LongValue value;

    private RowSteps(Cursor cursor, RowFormat format, OutputStream out) throws SQLException, IOException {
        this.cursor = cursor;
        this.rows = cursor.rows();
        this.columns = Column.of(rows.getMetaData(), cursor.driver());
        this.writer = format.begin(
                Taps.progress(1, bytes -> written = bytes).encode(out),
                columns.stream().map(Column::label).toList());
    }

    static RowSteps begin(Cursor cursor, RowFormat format, OutputStream out) throws SQLException, IOException {
        try {
            return new RowSteps(cursor, format, out);
        } catch (Throwable failure) {
            try (cursor) {
                throw failure;
            }
        }
    }

    @Override
    public boolean next() throws SQLException, IOException {
        for (int i = 0; i < VALUES_IN_A_STEP; i++) {
            LongValue current = value;
            if (current != null) {
                if (!current.copySome()) {
                    value = null;
                }
                return true;
            }
            if (!inRow) {
                if (!cursor.next()) {
                    cursor.finish();
                    writer.end();
                    return false;
                }
                inRow = true;
                column = 0;
            }
            if (column < columns.size()) {
                value = read(columns.get(column++));
            } else {
                endRow();
            }
        }
        return true;
    }

    private @Nullable LongValue read(Column next) throws SQLException, IOException {
        try {
            return next.reader().read(rows, column, writer);
        } catch (SQLException e) {
            throw new SQLException(unreadable(next, e), e.getSQLState(), e.getErrorCode(), e);
        } catch (DateTimeException | IllegalArgumentException e) {
            // Thrown by a driver, for a time that java.time does not have, or a number that the driver does not know.
            throw new SQLException(unreadable(next, e), e);
        }
    }

    private String unreadable(Column one, Exception e) {
        return "row " + (count + 1) + ", column " + one + " can't be read by " + cursor.driverVersion() + ": "
                + e.getMessage();
    }

    private void endRow() throws SQLException, IOException {
        writer.endRow();
        inRow = false;
        count++;
        if (fetchSize.changesAfterRow(written - writtenBefore)) {
            cursor.adaptFetching(fetchSize.rows());
        }
        writtenBefore = written;
    }

    @Override
    public void close() throws IOException {
        LongValue open = value;
        try (cursor;
                open) {
            // Both are closed, the value first.
        }
    }
}
