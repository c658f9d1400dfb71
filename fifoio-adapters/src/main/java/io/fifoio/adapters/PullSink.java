package io.fifoio.adapters;

import java.io.InputStream;
import java.util.Objects;

/**
 * Something that reads a stream to its end: an upload, {@code PreparedStatement.setBinaryStream}, a parser.
 *
 * <p>Many parsers stop at the end of their document ({@code ObjectMapper.readTree}, {@code ImageIO}, {@code
 * ZipInputStream}) and leave what is behind it, a newline for one: whether they have met it is chance. A sink with such
 * a one reads the rest, {@code in.transferTo(OutputStream.nullOutputStream())}, or is {@linkplain #stoppingEarly one
 * that may stop}.
 *
 * @param <T> the type of its result
 */
@FunctionalInterface
public interface PullSink<T> {

    /**
     * Reads to the end of data.
     *
     * @param in the stream; closing it is allowed and not needed
     */
    T readFrom(InputStream in) throws Exception;

    /**
     * Returns a sink that may stop before the end of data without failing: a search, for example. If the source has
     * failed before that, this is still a failure.
     */
    static <T> PullSink<T> stoppingEarly(PullSink<T> sink) {
        return new EarlySink<>(Objects.requireNonNull(sink, "sink"));
    }
}
