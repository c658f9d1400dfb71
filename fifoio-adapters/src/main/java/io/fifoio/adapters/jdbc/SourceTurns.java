package io.fifoio.adapters.jdbc;

import io.fifoio.FifoTimeoutException;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SourceInputStream;
import io.fifoio.adapters.inner.Failures;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets a source with a thread of its own, and the statements that store what it writes, take turns: while a statement
 * is executed the source waits within a write, and no statement is executed while the source does anything else.
 *
 * <p>MariaDB's driver needs this if the source walks a result of the same connection. The next statement makes the
 * driver gather all remaining rows of that result on the statement's thread, and the source's thread, which takes no
 * lock to walk the rows that have arrived, would find rows twice or not at all.
 */
final class SourceTurns {

    /**
     * The turn. No thread owns it, because a source may write on several threads, one after the other. It is fair,
     * because the source takes it again at once.
     */
    private final Semaphore turn = new Semaphore(1, true);

    /** An execution of the statement, including what the server is asked about it. */
    @FunctionalInterface
    interface Execution {
        void run() throws SQLException, IOException;
    }

    /** Returns the same source, which then runs only in its turns. */
    PushSource of(PushSource source) {
        return new OnAThread(new InTurns(source, turn));
    }

    /**
     * Runs it while the source waits.
     *
     * @throws FifoTimeoutException if the source has not come to wait within the query timeout of the statement
     */
    void execute(PreparedStatement statement, Execution execution) throws SQLException, IOException {
        await(QueryTimeout.of(statement).toSeconds());
        try {
            execution.run();
        } finally {
            turn.release();
        }
    }

    private void await(long seconds) throws IOException {
        try {
            if (seconds == 0) {
                turn.acquire();
            } else if (!turn.tryAcquire(seconds, TimeUnit.SECONDS)) {
                throw new FifoTimeoutException("the source has neither written nor ended for " + seconds
                        + " s, the query timeout of the statement that stores what it has written");
            }
        } catch (InterruptedException e) {
            throw Failures.interrupted("interrupted while the source neither wrote nor ended", e);
        }
    }

    private record InTurns(PushSource source, Semaphore turn) implements PushSource {

        @Override
        public void writeTo(OutputStream out) throws Exception {
            turn.acquireUninterruptibly();
            try {
                source.writeTo(new Pausing(out, turn));
            } finally {
                turn.release();
            }
        }

        @Override
        public OptionalLong length() {
            return source.length();
        }

        @Override
        public SourceInputStream open() {
            return source.open(); // to close it, where it was never read
        }

        @Override
        public SourceInputStream open(int capacity) {
            return source.open(capacity);
        }
    }

    /** Gives the turn away for the duration of a call. */
    private static final class Pausing extends FilterOutputStream {

        private final Semaphore turn;

        Pausing(OutputStream out, Semaphore turn) {
            super(out);
            this.turn = turn;
        }

        @Override
        public void write(int b) throws IOException {
            turn.release();
            try {
                out.write(b);
            } finally {
                turn.acquireUninterruptibly();
            }
        }

        @Override
        public void write(byte[] b, int off, int len) throws IOException {
            turn.release();
            try {
                out.write(b, off, len);
            } finally {
                turn.acquireUninterruptibly();
            }
        }

        @Override
        public void close() throws IOException {
            out.close(); // which is a flush, and says so
        }
    }
}
