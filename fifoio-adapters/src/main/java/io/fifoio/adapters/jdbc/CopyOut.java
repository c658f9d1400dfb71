package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.Steps;
import io.fifoio.adapters.inner.Failures;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A {@code COPY ... TO STDOUT} in progress. A step is a row, or a part of a long one.
 *
 * <p>Leaving before the end takes three steps: asking the server to cancel, reading what it has already sent, and
 * undoing what cancelling did to the transaction. The driver's {@code cancelCopy} only does the first: the next
 * statement would take what is left of the answer for its own.
 */
final class CopyOut implements Steps {

    /** The maximum number of bytes of a row that are written in one step: a row may be longer than a step should be. */
    private static final int LONGEST_PART = 64 * 1024;

    private static final String CANCELLED = "57014"; // query_canceled
    private static final String IN_USE = "55006"; // object_in_use

    /** The driver's connections that are copying out at present, each for as long as it is reachable. */
    private static final Set<Connection> COPYING =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private final Connection own;
    private final Undo undo;
    private final Object copy;
    private final OutputStream out;
    private byte @Nullable [] rest;
    private int written;
    private boolean ended;

    private CopyOut(Connection own, Undo undo, Object copy, OutputStream out) {
        this.own = own;
        this.undo = undo;
        this.copy = copy;
        this.out = out;
    }

    /**
     * Checks that a statement can be executed over the connection: otherwise the driver would wait for ever for the end
     * of a copy that nobody goes on reading.
     *
     * @throws SQLException if it can't
     */
    static void requireNone(Connection connection) throws SQLException {
        if (!COPYING.isEmpty() && COPYING.contains(Driver.own(connection))) {
            throw new SQLException(
                    "rows are being copied out over this connection (BulkLoad.out), which takes no other statement until"
                            + " they have been read to the end or their stream is closed: copy them out over a connection of their"
                            + " own, or read rows by Rows.query instead",
                    IN_USE);
        }
    }

    /**
     * Begins a copy. With autocommit on there is no transaction whose state has to be restored, but the connection may
     * be lost.
     */
    static CopyOut begin(Connection connection, Connection own, String sql, OutputStream out)
            throws SQLException, IOException {
        requireNone(own);
        Undo undo = connection.getAutoCommit() ? Undo.ofNothing(connection) : Undo.begin(connection);
        try {
            Object manager = Reflected.call(own, own, "getCopyAPI", new Class<?>[0]);
            Object copy = Reflected.call(own, manager, "copyOut", new Class<?>[] {String.class}, sql);
            COPYING.add(own);
            return new CopyOut(own, undo, copy, out);
        } catch (Throwable failure) {
            if (!BulkLoad.isFromServer(own, failure)) {
                // The server has started something else, whose answers would be taken for those of the next statement;
                // and the driver has kept its lock.
                Undo.abort(own, failure);
            }
            undo.afterFailure(failure);
            throw failure;
        }
    }

    @Override
    public boolean next() throws SQLException, IOException {
        byte @Nullable [] begun = rest;
        if (begun != null) {
            write(begun);
            return true;
        }
        byte @Nullable [] row;
        try {
            row = read();
        } catch (Throwable failure) {
            end();
            abortIfUnfinished(failure);
            undo.afterFailure(failure);
            throw failure;
        }
        if (row == null) {
            end();
            undo.end();
            return false;
        }
        written = 0;
        write(row);
        return true;
    }

    private void write(byte[] row) throws IOException {
        int count = Math.min(row.length - written, LONGEST_PART);
        out.write(row, written, count);
        written += count;
        rest = written < row.length ? row : null;
    }

    @Override
    public void close() throws IOException {
        if (ended) {
            return;
        }
        ended = true;
        try {
            Reflected.call(own, own, "cancelQuery", new Class<?>[0]);
            while (read() != null) {
                // Rows that were sent before the server heard of the cancel.
            }
            end();
            undo.end(); // it had sent all
        } catch (SQLException e) {
            tidyUp(e);
            if (!CANCELLED.equals(e.getSQLState()) || e.getSuppressed().length > 0) {
                throw new IOException("the copying could not be cancelled: " + e, e);
            }
        } catch (Throwable failure) {
            // The driver's own, as where a row does not fit into the heap: not all has been read that the server sent.
            tidyUp(failure);
            throw failure;
        }
    }

    private void end() {
        ended = true;
        COPYING.remove(own);
    }

    private void tidyUp(Throwable failure) throws IOException {
        end();
        abortIfUnfinished(failure);
        try {
            undo.afterFailure(failure);
        } catch (SQLNonTransientConnectionException lost) {
            throw new IOException(lost.getMessage(), lost);
        }
    }

    /**
     * If a copy is still active after a failure, the connection is lost, because a failure of the server ends the copy.
     * Before 42.7.11 the driver then forgot to release its lock, and everything except an abort would wait for it for
     * ever.
     */
    private void abortIfUnfinished(Throwable failure) throws IOException {
        try {
            if ((boolean) Reflected.call(own, copy, "isActive", new Class<?>[0])) {
                Undo.abort(own, failure);
            }
        } catch (SQLException second) {
            Failures.suppress(failure, second);
        }
    }

    private byte @Nullable [] read() throws SQLException, IOException {
        return (byte @Nullable []) Reflected.call(own, copy, "readFromCopy", new Class<?>[0]);
    }
}
