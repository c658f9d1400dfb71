package io.fifoio.adapters.jdbc;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.regex.Pattern;

/**
 * Where a database is that needs no server, according to its URL or to H2's driver. An unknown location is taken for a
 * file.
 */
enum Location {
    /** A database in the memory of a server. H2's driver puts what it reads from such a database into a file. */
    IN_MEMORY_OVER_NETWORK("h2:(tcp|ssl):(//)?[^/]*/mem:.*"),
    OVER_NETWORK("(h2:(tcp|ssl):|((?i)hsqldb:(hsql|http)s?)://|derby://).*"),
    IN_HEAP("(h2:(split:(\\d+:)?)?mem(FS|LZF)?:|((?i)hsqldb:(mem:|\\.))|derby:memory:).*"),
    IN_NATIVE_MEMORY("(h2:(split:(\\d+:)?)?nioMem(FS|LZF):.*|sqlite:((file:)?:memory:.*|.*[?&]mode=memory.*)?"
            + "|duckdb:(:memory:.*)?)"),
    IN_FILE(".*");

    @SuppressWarnings("ImmutableEnumChecker") // it is, though it does not say so
    private final Pattern url;

    Location(String afterJdbc) {
        this.url = Pattern.compile("(?i:jdbc):" + afterJdbc, Pattern.DOTALL);
    }

    static Location of(Connection connection) throws SQLException {
        Location told = byUrl(String.valueOf(connection.getMetaData().getURL()));
        return !told.isOverNetwork() && isServedByOtherProcess(connection) ? OVER_NETWORK : told;
    }

    /** Whether another process serves the file that the URL names: H2 does that with {@code AUTO_SERVER=TRUE}. */
    private static boolean isServedByOtherProcess(Connection connection) throws SQLException {
        if (!Driver.of(connection).has(Trait.MAY_BE_SERVED_ELSEWHERE)) {
            return false;
        }
        Connection own = Driver.own(connection);
        try {
            Object session = Reflected.call(own, own, "getSession", new Class<?>[0]);
            return (boolean) Reflected.call(own, session, "isRemote", new Class<?>[0]);
        } catch (SQLFeatureNotSupportedException | IOException notToBeAsked) {
            return false;
        }
    }

    private static Location byUrl(String url) {
        for (Location location : values()) {
            if (location.url.matcher(url).matches()) {
                return location;
            }
        }
        return IN_FILE;
    }

    boolean isOverNetwork() {
        return this == OVER_NETWORK || this == IN_MEMORY_OVER_NETWORK;
    }
}
