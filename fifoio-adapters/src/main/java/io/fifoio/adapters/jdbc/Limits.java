package io.fifoio.adapters.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** How long values may be on their way into one database. */
final class Limits {

    private static final long HELD_AT_MOST = 4 << 20;

    /** With MySQL's driver two values of 2 MiB each exhausted a heap of 48 MiB with G1, and half of that did not. */
    private static final int PARTS_OF_HEAP = 24;

    /** How many bytes of a statement's values are held in memory. */
    static final int HELD = (int) Math.min(HELD_AT_MOST, Runtime.getRuntime().maxMemory() / PARTS_OF_HEAP);

    private static final Limit IN_MEMORY = new Limit(
            HELD,
            "this driver takes a value only as a whole, and a longer one would fill the heap. A chunk table (Chunks) has no such limit");

    /** How many chars the arrays have that H2's driver makes of a text to send it over a network. */
    static final int H2_ARRAY = 4096;

    static final Limit OF_SPLIT_TEXT = new Limit(
            HELD,
            "it has a character of two chars (beyond U+FFFF) at a multiple of " + H2_ARRAY
                    + " chars, for which H2's driver stores question marks, over a network, where it does not take the text as a"
                    + " whole. As UTF-8 in a BLOB or a chunk table the text is stored as it is");

    /** A field and a message of the protocol are less than 1 GiB; the rest of the message needs some room. */
    private static final Limit OF_POSTGRESQL = new Limit(
            (1L << 30) - (1 << 16),
            "a field of PostgreSQL is less than 1 GiB. A column of type oid (a large object) takes 4 TiB, a chunk table any size");

    private static final Limit OF_DERBY =
            new Limit(Integer.MAX_VALUE, "a BLOB or CLOB of Derby is less than 2 GiB. A chunk table has no such limit");

    private final Driver driver;
    private final Connection connection;
    private @Nullable Limit packets;

    Limits(Driver driver, Connection connection) {
        this.driver = driver;
        this.connection = connection;
    }

    /** Returns the limit of a value that is the only large one of its statement. */
    Limit of(Way way) throws SQLException {
        return switch (way) {
            case MEMORY -> IN_MEMORY.and(ofDatabase());
            case LARGE_OBJECT -> Limit.NONE;
            case STREAM, SPOOL -> ofDatabase();
        };
    }

    /**
     * Returns the limit of a value beside others of the same statement.
     *
     * @param held how many bytes of them are held in memory
     * @param known how many bytes they are known to have, including those that are held
     */
    Limit of(Way way, PreparedStatement statement, long held, long known) throws SQLException {
        Limit limit = of(way).less(way == Way.MEMORY ? held : 0);
        if (known == 0 || way == Way.LARGE_OBJECT || !driver.sendsOneMessage(statement)) {
            return limit;
        }
        return limit.and(ofDatabase().less(known));
    }

    private Limit ofDatabase() throws SQLException {
        return switch (driver) {
            case POSTGRESQL -> OF_POSTGRESQL;
            case DERBY -> OF_DERBY;
            case MARIADB, MYSQL -> ofPackets();
            case H2, HSQLDB, SQLITE, DUCKDB, SQL_SERVER, ORACLE, OTHER -> Limit.NONE;
        };
    }

    /** Asks the server for the length of a packet, once, because it does not change within a session. */
    private Limit ofPackets() throws SQLException {
        Limit asked = packets;
        if (asked == null) {
            try (Statement statement = Question.statement(connection);
                    ResultSet answer = statement.executeQuery("select @@max_allowed_packet")) {
                answer.next();
                asked = new Limit(
                        answer.getLong(1),
                        "max_allowed_packet of the server, which can be raised to 1 GiB. A chunk table has no such limit");
            }
            packets = asked;
        }
        return asked;
    }

    /**
     * Checks the length of bytes in memory, for a database that would remove bytes at their end until the rest fits.
     *
     * @throws SQLDataException if they are longer than their column; other databases refuse them by themselves, or warn
     */
    void requireRoom(PreparedStatement statement, int index, byte[] value) throws SQLException {
        if (driver.has(Trait.CUTS_ENDS_TO_FIT)) {
            requireRoom(statement, index, value.length, "bytes");
        }
    }

    /**
     * Checks the length of a text in the same way. A column of bytes takes it as hexadecimal digits, two for each byte;
     * a UUID has dashes between them.
     */
    void requireRoom(PreparedStatement statement, int index, String text) throws SQLException {
        if (!driver.has(Trait.CUTS_ENDS_TO_FIT)) {
            return;
        }
        if (Driver.takesBytes(statement, index)) {
            long digits = text.chars().filter(c -> Character.digit(c, 16) >= 0).count();
            requireRoom(statement, index, (int) (digits / 2), "bytes");
        } else {
            requireRoom(statement, index, text.length(), "chars");
        }
    }

    private static void requireRoom(PreparedStatement statement, int index, int length, String unit)
            throws SQLException {
        int most = Driver.declaredLength(statement, index);
        if (most > 0 && length > most) {
            throw new SQLDataException(
                    "the value of parameter " + index + " has " + length + " " + unit + ", and its column takes "
                            + most,
                    "22001");
        }
    }
}
