package io.fifoio.adapters.jdbc;

/**
 * What one operation does on one connection.
 *
 * @param operation what is done
 * @param memory how much of a value is held
 * @param way what this library calls there, or why it refuses
 * @param growth how the time grows with the length of the value
 * @param limit the longest value, in words
 * @param evidence how this is known
 */
public record Capability(
        Operation operation, Memory memory, String way, Growth growth, String limit, Evidence evidence) {

    /** What can be done with a large value. */
    public enum Operation {
        /** {@link Blobs#executeUpdate}, {@link LobUpdate#blob}. */
        WRITE_BLOB,
        /** {@link LobUpdate#clob}. */
        WRITE_CLOB,
        /** {@link LobQuery#open}. */
        READ_BLOB,
        /** {@link LobQuery#openText}. */
        READ_CLOB,
        /** {@link LobQuery#ranged}. */
        READ_RANGES,
        /** {@link Chunks#write}. */
        WRITE_CHUNKS,
        /** {@link LobQuery#chunked}. */
        READ_CHUNKS,
        /** {@link Rows}; the value is the whole result. */
        ROWS_OUT,
        /** {@link BulkLoad#in}; the value is all that is loaded. */
        BULK_IN,
        /** {@link BulkLoad#out}; the value is all that is copied. */
        BULK_OUT
    }

    /** How much of a value is held, apart from buffers of fixed size. */
    public enum Memory {
        /** Nothing: the value is streamed. */
        STREAMS,
        /** Nothing in memory, all of it in a temporary file. */
        FILE,
        /**
         * All of it, in memory. A value that the driver accepts in no other way is limited as {@link Way#MEMORY} says.
         * A result that the driver holds, and a value that a database holds within the heap, may have any size.
         */
        WHOLE,
        /** All of it, in native memory of the database within this process. */
        NATIVE,
        /** The operation is refused; {@link #way} says what to do instead. */
        REFUSED,
        /** The driver is not known. */
        UNKNOWN
    }

    /** How the time grows. */
    public enum Growth {
        /** With the length. */
        LINEAR,
        /** With its square: each range costs as much as the whole value. */
        QUADRATIC,
        /** Does not apply. */
        NONE,
        /** Not known. */
        UNKNOWN
    }

    /** How a capability is known. */
    public enum Evidence {
        /**
         * The way is known from tests of this library on the real database; memory and growth from the driver's sources
         * and documentation.
         */
        VERIFIED,
        /** It is known only from the driver's documentation. */
        DOCUMENTED,
        /** It has not been verified here. */
        ASSUMED
    }

    @Override
    public String toString() {
        return String.format(
                "%-12s  %-8s  %-9s  %-10s  %s; at most %s",
                words(operation), words(memory), words(growth), words(evidence), way, limit);
    }

    private static String words(Enum<?> name) {
        return name.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
