package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.SourceInputStream;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Applies the time limit that the caller has set for a statement to its sources too: drivers leave it to the database,
 * which knows nothing about a stream that they wait for.
 */
final class QueryTimeout {

    private QueryTimeout() {}

    /** Limits each wait for the source. A whole value may take longer, by any amount. */
    static void limit(SourceInputStream opened, Statement statement) {
        opened.setTimeout(of(statement));
    }

    /** Returns the time limit of a statement; zero means none. */
    static Duration of(Statement statement) {
        try {
            return Duration.ofSeconds(statement.getQueryTimeout());
        } catch (SQLException knowsNone) {
            return Duration.ZERO;
        }
    }
}
