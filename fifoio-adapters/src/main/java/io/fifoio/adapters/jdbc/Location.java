package io.fifoio.adapters.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Pattern;

/** Where a database is, as its URL tells, of those that need no server. What is not known is taken for a file. */
enum Location {
    /** H2's driver puts what it reads from such a one into a file. */
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
        String url = String.valueOf(connection.getMetaData().getURL());
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
