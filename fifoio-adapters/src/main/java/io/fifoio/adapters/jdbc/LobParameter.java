package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SourceInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** One large value on its way into one parameter, for one execution. */
@SuppressWarnings("UnnecessaryMethodReference") // a reference is no stepwise source, so it gets a thread
final class LobParameter implements Closeable {

    private final int index;
    private final boolean binary;
    private final long length;
    private final SourceInputStream opened;

    // What else is to be closed.
    private @Nullable Spool spool;

    private @Nullable LimitedInputStream given;

    LobParameter(int index, boolean binary, PushSource source, Driver driver) {
        this.index = index;
        this.binary = binary;
        this.length = source.length().orElse(-1);
        // On a thread of its own it waits where it would use the connection, and is found waiting; see DeadlockWatch.
        PushSource onAThread = source::writeTo;
        this.opened = driver.readsWithinMessage() ? onAThread.open() : source.open();
    }

    /** Sets the parameter, which reads all of the source, or leaves that to the execution. */
    void bind(PreparedStatement statement, Driver driver, @Nullable Way asked) throws SQLException, IOException {
        Way way = asked != null ? asked : driver.way(statement, index, binary, length);
        Limit limit = driver.limit(statement.getConnection(), way);
        limit.check(length);
        if (binary) {
            driver.requireBytes(statement.getConnection());
        } else {
            driver.requireText(statement, way);
        }
        switch (way) {
            case STREAM -> {
                given = new LimitedInputStream(new DeadlockWatch(opened, Driver.own(statement.getConnection())), limit);
                setStream(statement, driver, given, length);
            }
            case SPOOL -> {
                spool = Spool.of(new LimitedInputStream(opened, limit));
                setStream(statement, driver, spool.stored(), spool.length());
            }
            case MEMORY -> setValue(statement, new LimitedInputStream(opened, limit).readAllBytes());
            case LARGE_OBJECT -> statement.setLong(index, LargeObject.create(statement.getConnection(), opened));
        }
    }

    private void setStream(PreparedStatement statement, Driver driver, InputStream in, long known) throws SQLException {
        if (!binary) {
            driver.setText(statement, index, Utf8.reader(in));
        } else if (known >= 0 && driver.usesLength()) {
            statement.setBinaryStream(index, in, known);
        } else {
            statement.setBinaryStream(index, in);
        }
    }

    private void setValue(PreparedStatement statement, byte[] value) throws SQLException, IOException {
        if (binary) {
            statement.setBytes(index, value);
        } else {
            statement.setString(index, Utf8.decode(value));
        }
    }

    /** @throws IOException if the source failed or was too long, or the driver has not read all of it */
    void check() throws IOException {
        if (given != null) {
            given.check();
        }
        opened.result();
    }

    /** Closes it after a failure, to which it attaches why the source failed, where the driver lost that. */
    void giveUp(Throwable failure) {
        if (given != null) {
            given.explain(failure);
        }
        Chain.giveUp(opened, failure);
        try {
            close();
        } catch (IOException second) {
            Chain.suppress(failure, second);
        }
    }

    @Override
    public void close() throws IOException {
        try (opened) {
            if (spool != null) {
                spool.close();
            }
        }
    }
}
