package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.SourceInputStream;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * The time limit that the caller has set for a statement, for its sources too: drivers have the database keep it, which knows
 * nothing of a stream that they wait for.
 */
final class QueryTimeout {

    private QueryTimeout() {}

    /** Limits each wait for the source. All of a value may take longer, however long it is. */
    static void limit(SourceInputStream opened, Statement statement) {
        opened.setTimeout(of(statement));
    }

    /** Gives the time limit of a statement; zero is none. */
    static Duration of(Statement statement) {
        try {
            return Duration.ofSeconds(statement.getQueryTimeout());
        } catch (SQLException knowsNone) {
            return Duration.ZERO;
        }
    }
}
