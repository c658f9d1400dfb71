package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.inner.Closing;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A query for one large value, which is read as a stream that owns what it needs:
 *
 * <pre>{@code
 * var select = connection.prepareStatement("select data from export where id = ?");
 * select.setLong(1, id);
 * return LobQuery.of(select).decoded(GZIPInputStream::new).closing(select, connection).open();
 * }</pre>
 *
 * <p>The value is the one in the first column of the first row. If the driver would load all of it into the heap
 * (MariaDB, MySQL, SQLite, DuckDB, and PostgreSQL except for large objects), the plain query is refused before it is
 * executed: read the value {@linkplain #ranged in ranges} or {@linkplain #chunked from chunks}, or declare that it is
 * small enough to be held {@linkplain #inMemory in memory}.
 *
 * <p>For one thread. Do not use the connection while the stream is open: many drivers end the stream when the
 * connection is used again, and others (MySQL's, while it reads chunks) refuse any use.
 */
@SuppressWarnings("exports") // see module-info
public final class LobQuery {

    /** Undoes the encoding of a value: {@code GZIPInputStream::new}. */
    @FunctionalInterface
    public interface Decoder {

        /** @return a stream whose {@code close()} closes {@code in} */
        InputStream decode(InputStream in) throws IOException;
    }

    /** Opens a value that is read in pieces. Whatever it opens for that it adds to what is to be closed. */
    @FunctionalInterface
    private interface InPieces {
        InputStream open(PreparedStatement select, List<AutoCloseable> opened) throws SQLException, IOException;
    }

    private final PreparedStatement select;
    private final List<AutoCloseable> owned = new ArrayList<>();
    private @Nullable InPieces inPieces;
    private @Nullable Decoder decoder;
    private boolean inMemory;

    private LobQuery(PreparedStatement select) {
        this.select = select;
    }

    /**
     * @param select the caller's statement, with its parameters set; it is closed with the stream if it is passed to
     *     {@link #closing}
     */
    public static LobQuery of(PreparedStatement select) {
        return new LobQuery(Objects.requireNonNull(select, "select"));
    }

    /**
     * Reads the value range by range: {@code select substring(data from ? for ?) from export where id = 7}. The heap
     * holds one range of 4 MiB. On some databases each range costs as much as the whole value; the database's page in
     * the documentation says which. The connection must be in a transaction with {@code TRANSACTION_REPEATABLE_READ} or
     * higher, so that all ranges belong to the same value; {@link #open} checks that. Set the isolation before the
     * transaction begins: MariaDB and MySQL apply it only to the next transaction, which can't be checked, and in a
     * transaction that began with a lower isolation the ranges could belong to different commits. For the statement of
     * PostgreSQL's driver the prepare threshold is set to -1, unless it was 0; otherwise the driver would receive the
     * bytes as text.
     *
     * @param offsetIndex of the parameter for the start of a range, counted from 1 as in SQL
     * @param countIndex of the parameter for its length in bytes
     */
    public LobQuery ranged(int offsetIndex, int countIndex) {
        inPieces = (statement, opened) -> PiecesInputStream.begin(new Ranges(statement, offsetIndex, countIndex));
        return this;
    }

    /**
     * Reads a value that {@link Chunks} wrote: the query gives number and bytes, ordered by number. The statement gets
     * a fetch size, and with PostgreSQL's driver the prepare threshold -1, unless it was 0.
     */
    public LobQuery chunked() {
        inPieces = LobQuery::openChunks;
        return this;
    }

    /**
     * Allows the driver to hold the value in memory, however long it is, if it can't stream it. A large object of
     * PostgreSQL is streamed all the same; with {@code preferQueryMode=simple} it needs this call, because only the
     * executed query shows that it is a large object.
     */
    public LobQuery inMemory() {
        inMemory = true;
        return this;
    }

    /**
     * Decodes the value. If this is called several times, the first decoder gets the value, and each further one gets
     * the output of the one before.
     */
    public LobQuery decoded(Decoder next) {
        Objects.requireNonNull(next, "next");
        Decoder before = decoder;
        decoder = before == null ? next : in -> next.decode(before.decode(in));
        return this;
    }

    /**
     * Names what is to be closed with the stream, in this order: usually the statement, then the connection. It is also
     * closed if opening fails.
     */
    public LobQuery closing(AutoCloseable... resources) {
        owned.addAll(List.of(resources));
        return this;
    }

    /**
     * Executes the query and opens the value. Of ranges and chunks the first one is fetched.
     *
     * @return a stream of the bytes. Close it; what it needs is closed with it. After a failure, which is always an
     *     {@code IOException}, every further read fails; {@code mark} is not supported; end of data means that the
     *     database delivered the whole value
     * @throws SQLException if there is no row or the value is {@code NULL} (state 02000), or from the driver
     * @throws IOException if the first chunk shows that the value is not whole, or from a decoder
     * @throws SQLFeatureNotSupportedException if the driver would hold the whole value; nothing has been executed then
     * @throws IllegalStateException if a transaction is needed and the connection is not in one; if the driver would
     *     load all chunks first, because the result is scrollable (PostgreSQL, MariaDB, MySQL) or is held over a commit
     *     (PostgreSQL); or if the statement truncates values ({@code setMaxFieldSize}) or, for chunks, limits the
     *     number of rows ({@code setMaxRows})
     */
    public InputStream open() throws SQLException, IOException {
        return opened(this::openBytes);
    }

    /**
     * Executes the query and opens the value as text: of a CLOB, or of bytes (ranges, chunks, large objects, whatever
     * is decoded) that are UTF-8. Otherwise as {@link #open}.
     */
    public Reader openText() throws SQLException, IOException {
        return opened(this::openCharacters);
    }

    private interface Opening<T> {
        T open(List<AutoCloseable> opened) throws SQLException, IOException;
    }

    private <T> T opened(Opening<T> opening) throws SQLException, IOException {
        List<AutoCloseable> opened = new ArrayList<>();
        try {
            CopyOut.requireNone(Driver.connection(select));
            StatementSettings.requireWholeValues(Driver.of(Driver.connection(select)), select);
            return opening.open(opened);
        } catch (Throwable failure) {
            opened.addAll(owned);
            Closing.closeAllAfter(failure, opened);
            throw failure;
        }
    }

    private InputStream openBytes(List<AutoCloseable> opened) throws SQLException, IOException {
        return owning(inPieces != null ? inPieces.open(select, opened) : openPlain(opened), opened);
    }

    private InputStream owning(InputStream in, List<AutoCloseable> opened) throws IOException {
        opened.add(0, in);
        InputStream plain = new OwningInputStream(in, List.of());
        InputStream decoded = decoder == null ? plain : decoder.decode(plain);
        List<AutoCloseable> rest = new ArrayList<>(opened);
        rest.addAll(owned);
        return new OwningInputStream(decoded, rest);
    }

    private Reader openCharacters(List<AutoCloseable> opened) throws SQLException, IOException {
        if (inPieces != null || decoder != null) {
            return Utf8.reader(openBytes(opened));
        }
        Driver driver = Driver.of(Driver.connection(select));
        ResultSet row = executed(driver, opened);
        if (isLargeObject(driver, row)) {
            return Utf8.reader(owning(largeObject(row), opened));
        }
        Reader reader = driver.characterStream(row, 1);
        if (reader == null) {
            throw FirstRow.isNull();
        }
        List<AutoCloseable> rest = new ArrayList<>(opened);
        rest.addAll(owned);
        return new OwningReader(reader, rest);
    }

    private InputStream openPlain(List<AutoCloseable> opened) throws SQLException {
        Driver driver = Driver.of(Driver.connection(select));
        ResultSet row = executed(driver, opened);
        InputStream in = isLargeObject(driver, row) ? largeObject(row) : driver.binaryStream(row, 1);
        if (in == null) {
            throw FirstRow.isNull();
        }
        return in;
    }

    private InputStream largeObject(ResultSet row) throws SQLException {
        long oid = row.getLong(1);
        if (row.wasNull()) {
            throw FirstRow.isNull();
        }
        row.close();
        return new PiecesInputStream(new LargeObjectPieces(Driver.connection(select), oid));
    }

    private ResultSet executed(Driver driver, List<AutoCloseable> opened) throws SQLException {
        if (!inMemory && driver.has(Trait.HAS_LARGE_OBJECTS)) {
            requireLargeObject(driver);
        } else if (!inMemory && driver.has(Trait.READS_WHOLE_VALUES)) {
            throw wouldBeWhole(driver, "", "");
        }
        Connection connection = Driver.connection(select);
        ResultSet rows = execute(select, connection);
        opened.add(() -> RowFetch.close(rows, connection));
        return FirstRow.of(rows);
    }

    /**
     * Refuses the query unless its value is a large object. In the simple mode that can't be asked: the driver would
     * execute the query to find out, or would fail if its assertions are enabled.
     */
    private void requireLargeObject(Driver driver) throws SQLException {
        Connection connection = Driver.connection(select);
        if (DriverMode.putsValuesIntoText(connection)) {
            throw wouldBeWhole(
                    driver,
                    " unless that is a large object, of which it does not tell with preferQueryMode=simple",
                    ", as any large object can, which streams all the same");
        }
        if (!LargeObject.isReferredToBy(connection, select.getMetaData().getColumnTypeName(1))) {
            throw wouldBeWhole(driver, "", "");
        }
    }

    private static SQLFeatureNotSupportedException wouldBeWhole(Driver driver, String unless, String also) {
        return new SQLFeatureNotSupportedException(
                "this driver (" + driver + ") would take the whole value into the heap" + unless
                        + ". Read it by ranges (LobQuery.ranged), or store it in chunks (Chunks)"
                        + (driver.has(Trait.HAS_LARGE_OBJECTS) ? " or as a large object (column type oid)" : "")
                        + "; a value known to be small can be read by LobQuery.inMemory()" + also);
    }

    /**
     * Whether the value is a large object. Without {@link #inMemory()}, {@link #requireLargeObject} has made sure of
     * it.
     */
    private boolean isLargeObject(Driver driver, ResultSet row) throws SQLException {
        return driver.has(Trait.HAS_LARGE_OBJECTS)
                && (!inMemory
                        || LargeObject.isReferredToBy(
                                Driver.connection(select), row.getMetaData().getColumnTypeName(1)));
    }

    /**
     * Executes the query. MariaDB's driver 2.7 throws a {@code NullPointerException} if its network connection is
     * broken.
     */
    private static ResultSet execute(PreparedStatement select, Connection connection) throws SQLException {
        try {
            return RowFetch.execute(select, connection);
        } catch (RuntimeException e) {
            throw new SQLException("the driver failed while it executed the query: " + e, e);
        }
    }

    private static InputStream openChunks(PreparedStatement select, List<AutoCloseable> opened)
            throws SQLException, IOException {
        Driver driver = Driver.of(Driver.connection(select));
        StatementSettings.requireAllRows(select);
        StatementSettings.requireStreaming(driver, select);
        Fetching fetching = driver.fetching();
        if (fetching.needsTransaction() && Driver.connection(select).getAutoCommit()) {
            throw new IllegalStateException("autocommit is on, and PostgreSQL's driver would take all rows into the"
                    + " heap: call setAutoCommit(false) on the connection first");
        }
        Runnable settings = fetching.prepareForChunks(select);
        opened.add(settings::run);
        if (driver.has(Trait.GETS_BYTES_AS_TEXT)) {
            PostgresqlBytes.notAsText(select);
        }
        Connection connection = Driver.connection(select);
        ResultSet rows = execute(select, connection);
        opened.add(0, () -> RowFetch.close(rows, connection));
        return PiecesInputStream.begin(new ChunkRows(connection, rows, driver));
    }
}
