package io.fifoio.adapters;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * Something that can write itself: a value that is written straight out with {@link #writeTo}, or read with {@link
 * #open}, each time anew.
 *
 * <pre>{@code
 * PushSource report = out -> new ReportWriter(out).writeAll(rows);
 * try (InputStream in = report.through(GZIPOutputStream::new).open()) {
 *     store.put("report.gz", in);
 * }
 * }</pre>
 *
 * <p>If {@code writeTo} can be called more than once and by several threads, so can all the other methods.
 */
@FunctionalInterface
public interface PushSource {

    /**
     * Writes all of it. Returning normally says "this was all"; any exception says "this is not whole".
     *
     * <p>{@code close()} on the stream that this library passes in is a {@code flush()}: code that likes to close what it
     * writes to may do so.
     *
     * @param out where to; not closed by this method unless it is passed a stream of this library
     * @throws Exception of any kind; a reader gets it as the cause of an {@code IOException}
     */
    void writeTo(OutputStream out) throws Exception;

    /**
     * The same, encoded on its way: {@code source.through(GZIPOutputStream::new)}. If the source fails, the encoder is
     * released without its trailer reaching the output.
     */
    default PushSource through(Codec codec) {
        return new EncodedSource(this, Objects.requireNonNull(codec, "codec"));
    }

    /**
     * Opens it for reading. Nothing runs until the first read; then the source is written while the caller reads, a bounded
     * amount ahead: as a rule by a thread of its own, a virtual one where the runtime has them, else a daemon. Close the
     * stream; best in try-with-resources.
     */
    default SourceInputStream open() {
        return open(ProducerThreads.EXECUTOR);
    }

    /**
     * As {@link #open()}, with the writing done by a task of the given executor.
     *
     * @param producer must run the task on another thread than the one that reads: where all its threads are busy,
     *     reading waits for one, and where it drops the task, until the stream is closed by another thread
     */
    default SourceInputStream open(Executor producer) {
        return new SourceInputStream(this, Objects.requireNonNull(producer, "producer"));
    }

    /**
     * Opens it, lets the sink read on the calling thread, checks that the sink had all of it, and closes it. When this
     * returns, nothing runs on; when it throws, neither, or an exception says so.
     *
     * @return what the sink returns
     * @throws io.fifoio.IncompleteStreamException if the sink returned without having read to the end, be it that the
     *     source failed and the sink did not say so, or that the sink stopped early
     * @throws Exception what the sink throws; the failure of the source is its cause or suppressed in it
     * @throws IOException if the source does not stop, see {@link SourceInputStream#close()}
     */
    default <T> T feed(PullSink<T> sink) throws Exception {
        return Feed.run(open(), Objects.requireNonNull(sink, "sink"));
    }
}
