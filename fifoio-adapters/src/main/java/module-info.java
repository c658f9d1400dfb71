/**
 * Turns code that writes into something to read: JSON, compression, archives, JDBC, HTTP. Each library is optional and
 * used by the package of that name alone; a module that uses that package requires the library itself.
 */
@SuppressWarnings("requires-automatic") // lz4-java, whose manifest gives it a name that stays
module io.fifoio.adapters {
    requires transitive io.fifoio;
    requires static org.jspecify;
    // Not transitive, though exported types name them: whoever compiled against this module would need them all, and
    // whoever forgot to require one would find out at run time only.
    requires static com.fasterxml.jackson.core;
    requires static java.management;
    requires static java.net.http;
    requires static java.sql;
    requires static org.apache.commons.compress;
    requires static org.lz4.java;
    requires static tools.jackson.core;

    exports io.fifoio.adapters;
    exports io.fifoio.adapters.archive;
    exports io.fifoio.adapters.compress;
    exports io.fifoio.adapters.csv;
    exports io.fifoio.adapters.http;
    exports io.fifoio.adapters.jdbc;
    exports io.fifoio.adapters.json;
    exports io.fifoio.adapters.json3;
}
