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
     * writes to may do so. All writing must be done when this returns, and what buffers on the way (a {@code Writer}, an {@code
     * XMLStreamWriter}) flushed or closed: nobody can miss what is left in it. A thread that still writes then is a failure, as far as
     * it is seen, and what it writes later is refused; threads that write before must take turns.
     *
     * @param out where to. Leave it open; {@code close()} does no harm on the streams that this library passes in
     * @throws Exception of any kind; a reader gets it as the cause of an {@code IOException}
     */
    void writeTo(OutputStream out) throws Exception;

    /**
     * The same: gives a lambda its type where an expression begins with it, {@code PushSource.of(out -> report.print(out))
     * .through(GZIPOutputStream::new)}. For code that writes to a {@code Writer} there is {@link Text#of}.
     */
    static PushSource of(PushSource source) {
        return Objects.requireNonNull(source, "source");
    }

    /**
     * The bytes of a stream, which is opened each time the source is written or opened, and closed at the end:
     * {@code PushSource.from(url::openStream)}. It is written in steps: with a codec, an encoding {@code
     * InputStream} that needs no thread.
     *
     * @param opener may throw anything; must give a new stream each time
     */
    static StepwiseSource from(Callable<? extends InputStream> opener) {
        return ReadSource.of(Objects.requireNonNull(opener, "opener"));
    }

    /**
     * The bytes of a file, which is opened each time the source is written or opened, and closed at the end. The {@link #length} is
     * the size of the file, looked up each time it is asked for. Opened, fed or encoded, the source fails if the file grows or
     * shrinks meanwhile. The length is unknown if the file is not a regular one (a named pipe, say), or can't be looked at. A file
     * that holds more than its size tells, as those in {@code /proc} do, is read by {@code PushSource.from(() ->
     * Files.newInputStream(file))}, which has no length.
     *
     * @param file of any file system; links are followed
     */
    static StepwiseSource from(Path file) {
        return ReadSource.of(Objects.requireNonNull(file, "file"));
    }

    /**
     * These bytes, with their {@link #length}. The array is not copied here, so what is changed in it later is written too; and it is
     * given to nobody.
     */
    static StepwiseSource from(byte[] bytes) {
        return ReadSource.of(Objects.requireNonNull(bytes, "bytes"));
    }

    /**
     * The rest of a stream. Can be written or opened once, and then closes the stream at its end, whatever that is; if it is
     * never written or read, it does not.
     */
    static StepwiseSource from(InputStream in) {
        Objects.requireNonNull(in, "in");
        return from(() -> in).once();
    }

    /**
     * How many bytes will be written, where that is known before: for a {@code Content-Length}, an entry of an archive, a
     * parameter of a statement. Unknown as a rule, but for files and arrays; see {@link #ofLength}. A source that knows it by itself
     * is held to it where it is opened, fed or encoded.
     */
    default OptionalLong length() {
        return OptionalLong.empty();
    }

    /**
     * The same, with the length made known, and held to: writing more or fewer bytes is a failure.
     *
     * @param bytes not negative
     * @throws IllegalArgumentException if it is negative
     */
    default PushSource ofLength(long bytes) {
        return new EncodedSource(this, new LengthCheck(bytes));
    }

    /**
     * The same, for one use: what is made from an iterator or a stream can't be written again. The second opening or writing
     * throws {@code IllegalStateException}, instead of finding nothing left; so does that of what is derived from it by the
     * methods here.
     *
     * <p>A source that is {@link AutoCloseable} is closed when that use is over, once, also where nothing of it ever ran: when
     * {@code writeTo} has ended, well or not, or the opened stream is closed, read or not, or a {@link SourcePublisher} of it is. It is
     * not if it is never used: so the content of a form or an archive whose turn does not come, because the whole fails before, is the
     * caller's to close.
     */
    default PushSource once() {
        return new SingleUseSource(this, new OneUse(this));
    }

    /**
     * The same, with its writing run by a task that is decorated first: to hand a logging context, a class loader, a
     * transaction to the thread that runs it. {@code source.within(task -> () -> runWith(context, task))} The whole writing is
     * one task; where it is read in steps, each step is.
     *
     * @param decorator called by the thread that runs the source; what it returns must run its argument, once, before it
     *     returns
     */
    default PushSource within(UnaryOperator<Runnable> decorator) {
        return new DecoratedSource(this, Objects.requireNonNull(decorator, "decorator"));
    }

    /**
     * The same, encoded on its way: {@code source.through(GZIPOutputStream::new)}. If the source fails, the encoder is
     * released without its trailer reaching the output.
     */
    default PushSource through(Codec codec) {
        return new EncodedSource(this, Objects.requireNonNull(codec, "codec"));
    }

    /**
     * Opens it for reading. Nothing runs until the first read; then the source is written while the caller reads, up to 64 KiB
     * ahead, by a thread of its own: a virtual one where the runtime has them, else a daemon. A {@link StepwiseSource}
     * needs none. Close the stream; best in try-with-resources.
     *
     * <p>That the source failed is told by a read after the bytes before. Where what reads stops before the end, as parsers do, or drops an
     * exception, as {@link java.nio.channels.FileChannel#transferFrom} does after its first bytes, {@link SourceInputStream#result()} tells.
     *
     * <p>Where a virtual thread reads, the source gets a daemon on a JDK before 24, and a virtual thread from 24 on. Use {@link
     * #open(Executor)} with platform threads instead where virtual threads read within class initialisers or native callbacks, which can
     * wait for ever, or where as many streams as there are processors, passed on without a pause, must not hold up other virtual threads.
     */
    default SourceInputStream open() {
        return open(Threads.PRODUCERS);
    }

    /**
     * As {@link #open()}, with another bound to how far ahead the source is written: for a reader that takes large blocks and is
     * busy between them, as a driver may be. The source goes on meanwhile as far as there is room; room for two blocks is
     * enough. That much of the heap is taken as the bytes come. A {@link StepwiseSource} is ahead by the rest of one step,
     * whatever is said here.
     *
     * @param capacity in bytes, 1 or more
     * @throws IllegalArgumentException if {@code capacity} is less than 1
     */
    default SourceInputStream open(int capacity) {
        return new SourceInputStream(new Pipe(LengthCheck.on(this), Threads.PRODUCERS, capacity));
    }

    /**
     * As {@link #open()}, with the writing done by a task of the given executor, that of a {@link StepwiseSource} too.
     *
     * @param producer must run the task on another thread than the one that reads, and not wait for it. Where all its threads
     *     are busy, reading waits for one: for ever, if they wait for this source. {@link SourceInputStream#setTimeout} limits
     *     that, and tells. Where it drops the task, reading fails once a collection has noticed
     */
    default SourceInputStream open(Executor producer) {
        return new SourceInputStream(new Pipe(LengthCheck.on(this), Objects.requireNonNull(producer, "producer")));
    }

    /**
     * Opens it, lets the sink read on the calling thread, checks that the sink had all of it, and closes it. When this
     * returns, nothing runs on; when it throws, neither, or an exception says so.
     *
     * @return what the sink returns
     * @throws io.fifoio.IncompleteStreamException if the sink returned without having read to the end, be it that the
     *     source failed and the sink did not say so, or that the sink stopped early and is not one that {@linkplain
     *     PullSink#stoppingEarly may}
     * @throws Exception what the sink throws; the failure of the source is its cause or suppressed in it
     * @throws IOException if the source does not stop, see {@link SourceInputStream#close()}
     */
    default <T> T feed(PullSink<T> sink) throws Exception {
        return Feed.run(open(), Objects.requireNonNull(sink, "sink"));
    }

    /**
     * As {@link #feed}, the other way round: writes on the calling thread and lets the sink read on another, of the kind that {@link
     * #open()} tells. For a source that is bound to its thread and can't be written in steps. After a failure of the source, or an
     * interrupt, it waits up to 10 s for the sink to stop; one that runs on then is told of by an exception that is suppressed in the
     * failure.
     *
     * @return what the sink returns
     * @throws io.fifoio.IncompleteStreamException if the sink returned without having read to the end and is not one that
     *     {@linkplain PullSink#stoppingEarly may}
     * @throws java.io.InterruptedIOException if the thread is interrupted while it waits for the sink; the flag stays set
     * @throws Exception what the source throws, unless it is that the sink has left; else what the sink throws, as it is. A
     *     second failure is suppressed in the first
     */
    default <T> T feedFromThisThread(PullSink<T> sink) throws Exception {
        return Feed.run(LengthCheck.on(this), Objects.requireNonNull(sink, "sink"));
    }
}
