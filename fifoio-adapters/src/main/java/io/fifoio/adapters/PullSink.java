package io.fifoio.adapters;

import java.io.InputStream;

/**
 * Something that reads a stream to its end: an upload, {@code PreparedStatement.setBinaryStream}, a parser.
 *
 * @param <T> what comes of it
 */
@FunctionalInterface
public interface PullSink<T> {

    /**
     * Reads to the end of data.
     *
     * @param in the stream; closing it is allowed and not needed
     */
    T readFrom(InputStream in) throws Exception;
}
