package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.RowFormat;
import io.fifoio.adapters.Steps;
import io.fifoio.adapters.StepwiseSource;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Rows in a format. Closing it closes what the rows own, unless they have been begun: then their steps do that. */
final class RowSource implements StepwiseSource, Closeable {

    private final Origin origin;
    private final RowFormat format;
    private final AtomicBoolean begun = new AtomicBoolean();

    RowSource(Origin origin, RowFormat format) {
        this.origin = origin;
        this.format = format;
    }

    @Override
    public Steps begin(OutputStream out) throws SQLException, IOException {
        begun.set(true);
        return RowSteps.begin(origin.open(), format, out);
    }

    @Override
    public void close() throws IOException {
        if (begun.getAndSet(true)) {
            return;
        }
        try {
            origin.leave();
        } catch (SQLException e) {
            throw Cursor.notClosed(e);
        }
    }
}
