/**
 * Turns code that writes into something to read: JSON, compression, archives, JDBC, HTTP. Each library is optional and
 * used by the package of that name alone.
 */
module io.fifoio.adapters {
    requires transitive io.fifoio;
    requires static org.jspecify;
    requires static transitive com.fasterxml.jackson.core;
    requires static transitive java.net.http;
    requires static transitive java.sql;
    requires static org.apache.commons.compress;

    exports io.fifoio.adapters;
    exports io.fifoio.adapters.archive;
    exports io.fifoio.adapters.compress;
    exports io.fifoio.adapters.http;
    exports io.fifoio.adapters.jdbc;
    exports io.fifoio.adapters.json;
}
