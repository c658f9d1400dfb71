package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SourceInputStream;
import io.fifoio.adapters.inner.Closing;
import io.fifoio.adapters.inner.Failures;
import io.fifoio.adapters.inner.SpooledBytes;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One large value on its way into one parameter, for one execution. */
final class LobParameter implements Closeable {

    /**
     * How many bytes a source may be ahead of the driver. HSQLDB's driver reads blocks of 512 KiB; H2's driver, a large
     * object and most chunks 256 KiB. Each block is stored before the next one is read: meanwhile the source goes on,
     * so that the next block is there at once.
     */
    static final int CAPACITY = 1 << 20;

    /**
     * The least capacity of one value, in bytes, with which a source and a driver that takes small blocks still work at
     * the same time.
     */
    private static final int LEAST_CAPACITY = 64 * 1024;

    /** A file for each short value would cost more than everything else. */
    private static final int SPOOLED_IN_MEMORY = 64 * 1024;

    private final int index;
    private final boolean binary;
    private final long length;
    private final SourceInputStream opened;
    private final OneReading reading = new OneReading();

    // What else is to be closed.
    private @Nullable SpooledBytes spool;

    private @Nullable LimitedInputStream given;

    private @Nullable DeadlockWatch watch;

    /** How many of its bytes are held in memory. */
    private long held;

    /** How many bytes it is known to send with the statement, once it is bound; a large object sends none. */
    private long known;

    /** @param values how many values the statement has, each of which may take a part of {@link #CAPACITY} */
    LobParameter(int index, boolean binary, PushSource source, Driver driver, int values) {
        this.index = index;
        this.binary = binary;
        this.length = source.length().orElse(-1);
        PushSource read = driver.has(Trait.READS_WITHIN_MESSAGE) ? new OnAThread(source) : source;
        this.opened = read.open(capacityOfOneOf(values));
    }

    /**
     * Returns the capacity of one ring: the rings of all values stay in the heap until the statement has been executed.
     */
    static int capacityOfOneOf(int values) {
        return Math.max(CAPACITY / values, LEAST_CAPACITY);
    }

    /**
     * Sets the parameter. This either reads all of the source, or leaves that to the execution.
     *
     * @param all those of the statement so far, of which this is the last
     */
    void bind(PreparedStatement statement, Driver driver, Limits limits, @Nullable Way asked, List<LobParameter> all)
            throws SQLException, IOException {
        QueryTimeout.limit(opened, statement);
        Way way = way(statement, driver, asked);
        if (driver.needsParameterChecked(way)) {
            ParameterIndex.require(statement, index);
        }
        long heldOfOthers = all.stream().mapToLong(other -> other.held).sum();
        long knownOfOthers = all.stream().mapToLong(other -> other.known).sum();
        Limit limit = limits.of(way, statement, heldOfOthers, knownOfOthers);
        limit.check(length);
        if (binary) {
            driver.requireBytes(Driver.connection(statement));
        } else {
            driver.requireText(statement, way);
        }
        switch (way) {
            case STREAM -> {
                watch = new DeadlockWatch(driver, Driver.own(Driver.connection(statement)));
                opened.watch(watch);
                given = new LimitedInputStream(opened, limit);
                setStream(statement, driver, given, length);
                known = Math.max(0, length);
            }
            case SPOOL -> {
                SplitCharacters split = new SplitCharacters(new LimitedInputStream(opened, limit), Limits.H2_ARRAY);
                spool = new SpooledBytes(SPOOLED_IN_MEMORY, SpooledBytes.DEFAULT_FOLDER);
                spool.readFrom(split);
                if (split.found() && splitsCharacters(statement, driver)) {
                    Limits.OF_SPLIT_TEXT.less(heldOfOthers).check(spool.size());
                    setValue(statement, limits, spool.read().readAllBytes());
                    return;
                }
                given = new LimitedInputStream(spool.read(), Limit.NONE);
                setStream(statement, driver, given, spool.size());
                known = spool.size();
            }
            case MEMORY -> setValue(statement, limits, new LimitedInputStream(opened, limit).readAllBytes());
            case LARGE_OBJECT -> setLargeObject(statement);
        }
    }

    /**
     * Chooses the way of the value. A driver that is told that a value is empty never reads it, so nobody would know
     * how its source ends; and text whose characters the driver may split has to be examined first. Both are spooled.
     */
    private Way way(PreparedStatement statement, Driver driver, @Nullable Way asked) throws SQLException {
        if (asked == Way.LARGE_OBJECT && !driver.has(Trait.HAS_LARGE_OBJECTS)) {
            throw new SQLFeatureNotSupportedException(
                    "Way.LARGE_OBJECT is supported with PostgreSQL only; this driver is " + driver);
        }
        Way way = asked != null ? asked : driver.way(statement, index, binary, length);
        boolean unread = way == Way.STREAM && binary && length == 0 && driver.has(Trait.USES_LENGTH);
        boolean mayBeSplit = way == Way.STREAM && splitsCharacters(statement, driver);
        return unread || mayBeSplit ? Way.SPOOL : way;
    }

    private boolean splitsCharacters(PreparedStatement statement, Driver driver) throws SQLException {
        return !binary && driver.splitsCharacters(Driver.connection(statement));
    }

    /**
     * Sets the oid as {@code Types.OTHER}: if it were set as a number, the driver would take the parameter for a number
     * at the next execution, and no longer for a large object.
     */
    private void setLargeObject(PreparedStatement statement) throws SQLException, IOException {
        InputStream in = binary ? opened : Utf8.checked(opened);
        statement.setObject(index, LargeObject.create(Driver.connection(statement), in), Types.OTHER);
    }

    private void setStream(PreparedStatement statement, Driver driver, InputStream in, long size) throws SQLException {
        if (!binary) {
            driver.setText(statement, index, reading.of(Utf8.reader(in)));
        } else if (size >= 0 && driver.has(Trait.USES_LENGTH)) {
            statement.setBinaryStream(index, in, size);
        } else {
            statement.setBinaryStream(index, reading.of(in));
        }
    }

    private void setValue(PreparedStatement statement, Limits limits, byte[] value) throws SQLException, IOException {
        held = value.length;
        known = value.length;
        if (binary) {
            limits.requireRoom(statement, index, value);
            statement.setBytes(index, value);
        } else {
            String text = Utf8.decode(value);
            limits.requireRoom(statement, index, text);
            statement.setString(index, text);
        }
    }

    /**
     * To be called after the execution. If that has changed nothing, the driver need not have read anything, because
     * there was no row to store it.
     *
     * @throws IOException if the source failed or was too long, if the driver has not read all of it, or if MariaDB's
     *     driver has read it twice
     */
    void check(boolean changedNothing, Driver driver) throws IOException {
        if (given != null) {
            if (driver.has(Trait.MAY_READ_TWICE)) {
                reading.check();
            }
            if (changedNothing && !given.wasRead()) {
                return;
            }
            given.check();
            if (spool != null && given.total() != spool.size()) {
                throw new IOException("the driver read " + given.total() + " of " + spool.size() + " bytes");
            }
        }
        opened.result();
    }

    /**
     * Checks that the parameter exists, for MariaDB's driver, which silently drops a value for a parameter that does
     * not exist, just as one that no row takes. Done after everything else, because the driver asks the server, and
     * warnings are lost by that.
     */
    void checkIndex(PreparedStatement statement, Driver driver) throws SQLException {
        if (driver.has(Trait.DROPS_UNKNOWN_PARAMETERS) && given != null && !given.wasRead()) {
            ParameterIndex.require(statement, index);
        }
    }

    /** Closes the value after a failure, to which it attaches why the source failed if the driver has lost that. */
    void giveUp(PreparedStatement statement, Driver driver, Throwable failure) {
        if (given != null) {
            given.explain(failure);
        }
        giveUp(opened, failure);
        if (watch != null) {
            watch.awaitSource();
        }
        try {
            close();
            driver.forget(statement, index);
        } catch (IOException | SQLException | RuntimeException second) {
            Failures.suppress(failure, second);
        }
    }

    /** Closes a source after a failure, to which it attaches why the source failed if the driver has lost that. */
    static void giveUp(SourceInputStream in, Throwable failure) {
        Closing.closeAfter(failure, in);
        try {
            in.result();
        } catch (IOException incomplete) {
            Throwable reason = incomplete.getCause();
            if (reason != null) {
                Failures.suppress(failure, reason);
            }
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
