package io.fifoio.adapters;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Runs a source while its bytes are read: a {@link Pipe} on another thread, a {@link Pump} on the reader's own. Made
 * for one opening; starts at the first read at the latest.
 */
interface Engine {

    /** Starts the source when it is called first; later, and after a close, does nothing. */
    void start() throws IOException;

    int read() throws IOException;

    /** @param len more than 0 */
    int read(byte[] b, int off, int len) throws IOException;

    int available() throws IOException;

    void setTimeout(Duration limit);

    /** See {@link SourceInputStream#watch}. */
    void watch(SourceWatch next);

    /** Returns how many bytes were read. */
    long consumed();

    boolean isStarted();

    /** Whether the source returned normally and had written just this many bytes. */
    boolean returnedAfter(long bytes);

    /** Returns the time from the source's start to its normal return. */
    Duration duration();

    /** Returns why the source failed, if it did, unless that was only because its reader had left. */
    @Nullable
    Throwable failure();

    /** Returns where the source is now: a throwable with the stack trace of the thread that runs it. */
    Throwable whereItStands();

    /**
     * Cancels the source and waits until it has stopped, even if the calling thread is interrupted.
     *
     * @param interrupt whether to interrupt the thread that runs it
     * @throws IOException if it has not stopped in time
     */
    void close(boolean interrupt) throws IOException;
}
