package io.fifoio.adapters;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/**
 * Something that can write itself. It is a value: each call of {@link #writeTo} writes it anew to a given stream, and
 * each call of {@link #open} lets it be read anew.
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
     * <p>{@code close()} on the stream that this library passes in is a {@code flush()}, so code that usually closes
     * its output may do so. All writing must be finished when this method returns, and whatever buffers on the way (a
     * {@code Writer}, an {@code XMLStreamWriter}) must have been flushed or closed: nobody would notice what is left in
     * it. If a thread is still writing then, the source fails, as far as that is detected, and what the thread writes
     * later is refused. Threads that write before then must take turns.
     *
     * @param out where to write. Leave it open, although {@code close()} does no harm on the streams that this library
     *     passes in
     * @throws Exception of any kind; a reader gets it as the cause of an {@code IOException}
     */
    void writeTo(OutputStream out) throws Exception;

    /**
     * Returns the given source. This gives a lambda its type at the beginning of an expression: {@code
     * PushSource.of(out -> report.print(out)) .through(GZIPOutputStream::new)}. For code that writes to a
     * {@code Writer} there is {@link Text#of}.
     */
    static PushSource of(PushSource source) {
        return Objects.requireNonNull(source, "source");
    }

    /**
     * A source of the bytes of a stream. The stream is opened each time the source is written or opened, and closed at
     * the end: {@code PushSource.from(url::openStream)}. The source is written in steps, so with a codec it becomes an
     * encoding {@code InputStream} that needs no thread.
     *
     * @param opener may throw anything; must give a new stream each time
     */
    static StepwiseSource from(Callable<? extends InputStream> opener) {
        return ReadSource.of(Objects.requireNonNull(opener, "opener"));
    }

    /**
     * A source of the bytes of a file. The file is opened each time the source is written or opened, and closed at the
     * end. The {@link #length} is the size of the file, looked up each time it is asked for. When the source is opened,
     * fed or encoded, it fails if the file grows or shrinks meanwhile. The length is unknown if the file is not a
     * regular one (a named pipe, say), or if its size can't be read. A file that holds more than its size says, as
     * those in {@code /proc} do, is read by {@code PushSource.from(() -> Files.newInputStream(file))}, which has no
     * length.
     *
     * @param file of any file system; links are followed
     */
    static StepwiseSource from(Path file) {
        return ReadSource.of(Objects.requireNonNull(file, "file"));
    }

    /**
     * A source of the given bytes, with their {@link #length}. The array is not copied, so later changes to it are
     * written too; it is never handed to other code.
     */
    static StepwiseSource from(byte[] bytes) {
        return ReadSource.of(Objects.requireNonNull(bytes, "bytes"));
    }

    /**
     * A source of the bytes that are left in a stream. It can be written or opened once, and closes the stream when
     * that ends, however it ends. If it is never written or read, it does not close the stream.
     */
    static StepwiseSource from(InputStream in) {
        Objects.requireNonNull(in, "in");
        return from(() -> in).once();
    }

    /**
     * Returns how many bytes will be written, if that is known in advance: for a {@code Content-Length}, an entry of an
     * archive, a parameter of a statement. It is usually unknown, except for files and arrays; see {@link #ofLength}. A
     * source that knows its length by itself is held to it when it is opened, fed or encoded.
     */
    default OptionalLong length() {
        return OptionalLong.empty();
    }

    /**
     * Returns the same source with a declared length, to which it is held: writing more or fewer bytes is a failure.
     *
     * @param bytes not negative
     * @throws IllegalArgumentException if it is negative
     */
    default PushSource ofLength(long bytes) {
        return new EncodedSource(this, new LengthCheck(bytes));
    }

    /**
     * Returns the same source for a single use, because what is made from an iterator or a stream can't be written
     * again. Opening or writing it a second time throws {@code IllegalStateException} instead of finding nothing left.
     * Sources derived from it by the methods here share that one use.
     *
     * <p>If the source is {@link AutoCloseable}, it is closed once when that use is over, even if nothing of it ever
     * ran: when {@code writeTo} has ended, normally or not, or when the opened stream, read or not, is closed, or a
     * {@link SourcePublisher} of the source is. A source that is never used is not closed. So if a form or an archive
     * fails before it comes to one of its contents, it is up to the caller to close that content.
     */
    default PushSource once() {
        return new SingleUseSource(this, new OneUse(this));
    }

    /**
     * Returns the same source, run within a task that is decorated first: to pass a logging context, a class loader or
     * a transaction to the thread that runs it. {@code source.within(task -> () -> runWith(context, task))} The whole
     * of {@code writeTo} is one task; if the source is read in steps, each step is one.
     *
     * @param decorator called by the thread that runs the source; what it returns must run its argument, once, before
     *     it returns
     */
    default PushSource within(UnaryOperator<Runnable> decorator) {
        return new DecoratedSource(this, Objects.requireNonNull(decorator, "decorator"));
    }

    /**
     * Returns the same source, encoded: {@code source.through(GZIPOutputStream::new)}. If the source fails, the encoder
     * is released and its trailer does not reach the output.
     */
    default PushSource through(Codec codec) {
        return new EncodedSource(this, Objects.requireNonNull(codec, "codec"));
    }

    /**
     * Opens the source for reading. Nothing runs until the first read; then the source is written while the caller
     * reads, up to 64 KiB ahead, on a thread of its own: a virtual one if the runtime has them, otherwise a daemon. A
     * {@link StepwiseSource} needs no thread. Close the stream, preferably with try-with-resources.
     *
     * <p>If the source fails, a read throws after the bytes that were written before. If the reading code stops before
     * the end, as parsers do, or drops an exception, as {@link java.nio.channels.FileChannel#transferFrom} does after
     * its first bytes, ask {@link SourceInputStream#result()}.
     *
     * <p>If a virtual thread reads, the source runs on a daemon thread before JDK 24, and on a virtual thread from JDK
     * 24 on. Use {@link #open(Executor)} with platform threads instead if virtual threads read within class
     * initialisers or native callbacks, where they can wait for ever, or if as many streams as there are processors are
     * read without a pause and must not hold up other virtual threads.
     */
    default SourceInputStream open() {
        return open(Threads.PRODUCERS);
    }

    /**
     * As {@link #open()}, with another limit for how far ahead the source may run: for a reader that takes large blocks
     * and is busy between them, as a driver may be. Meanwhile the source goes on as long as there is room; room for two
     * blocks is enough. The heap for it is taken as the bytes arrive. A {@link StepwiseSource} is ahead by at most the
     * rest of one step, whatever the capacity.
     *
     * @param capacity in bytes, 1 or more
     * @throws IllegalArgumentException if {@code capacity} is less than 1
     */
    default SourceInputStream open(int capacity) {
        return new SourceInputStream(new Pipe(LengthCheck.on(this), Threads.PRODUCERS, capacity));
    }

    /**
     * As {@link #open()}, but the writing is done by a task of the given executor, even for a {@link StepwiseSource}.
     *
     * @param producer must run the task on a thread other than the reading one, and not wait for it. If all its threads
     *     are busy, reading waits for one: for ever, if they wait for this source. {@link SourceInputStream#setTimeout}
     *     limits that wait, and its exception says so. If the executor drops the task, reading fails once a garbage
     *     collection has noticed
     */
    default SourceInputStream open(Executor producer) {
        return new SourceInputStream(new Pipe(LengthCheck.on(this), Objects.requireNonNull(producer, "producer")));
    }

    /**
     * Opens this source, lets the sink read it on the calling thread, checks that the sink has read all of it, and
     * closes the stream. When this method returns or throws, nothing is still running, unless an exception says so.
     *
     * @return what the sink returns
     * @throws io.fifoio.IncompleteStreamException if the sink returned without having read to the end: because the
     *     source failed and the sink did not say so, or because the sink stopped early and is not one that
     *     {@linkplain PullSink#stoppingEarly may}
     * @throws Exception what the sink throws; the failure of the source is its cause or suppressed in it
     * @throws IOException if the source does not stop, see {@link SourceInputStream#close()}
     */
    default <T> T feed(PullSink<T> sink) throws Exception {
        return Feed.run(open(), Objects.requireNonNull(sink, "sink"));
    }

    /**
     * The reverse of {@link #feed}: writes on the calling thread, while the sink reads on another thread, of the kind
     * that {@link #open()} describes. For a source that is bound to its thread and can't be written in steps. After a
     * failure of the source, or an interrupt, this waits up to 10 s for the sink to stop; if the sink is still running
     * then, an exception that is suppressed in the failure says so.
     *
     * @return what the sink returns
     * @throws io.fifoio.IncompleteStreamException if the sink returned without having read to the end and is not one
     *     that {@linkplain PullSink#stoppingEarly may}
     * @throws java.io.InterruptedIOException if the thread is interrupted while it waits for the sink; the flag stays
     *     set
     * @throws Exception what the source throws, unless that only says that the sink has left; otherwise what the sink
     *     throws, unchanged. A second failure is suppressed in the first
     */
    default <T> T feedFromThisThread(PullSink<T> sink) throws Exception {
        return Feed.run(LengthCheck.on(this), Objects.requireNonNull(sink, "sink"));
    }
}
