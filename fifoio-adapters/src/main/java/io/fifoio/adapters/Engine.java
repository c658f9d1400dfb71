package io.fifoio.adapters;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What runs a source while its bytes are read: the {@link Pipe} on another thread, the {@link Pump} on the reader's own. Made
 * for one opening; starts at the first read at the latest.
 */
interface Engine {

    /** Starts, the first time it is called; afterwards, and once closed, does nothing. */
    void start() throws IOException;

    int read() throws IOException;

    /** @param len more than 0 */
    int read(byte[] b, int off, int len) throws IOException;

    int available() throws IOException;

    void setTimeout(Duration limit);

    /** See {@link SourceInputStream#watch}. */
    void watch(SourceWatch next);

    /** How many bytes were read. */
    long consumed();

    boolean isStarted();

    /** Whether the source returned normally and had written just this many bytes. */
    boolean returnedAfter(long bytes);

    /** From the source's start to its normal return. */
    Duration duration();

    /** Why the source failed, if it did, and not for the reason that its reader had left. */
    @Nullable
    Throwable failure();

    /** Where the source stands now: a throwable with the stack trace of the thread that runs it. */
    Throwable whereItStands();

    /**
     * Cancels the source and waits until it has stopped, also where the calling thread is interrupted.
     *
     * @param interrupt whether to interrupt the thread that runs it
     * @throws IOException if it has not stopped in time
     */
    void close(boolean interrupt) throws IOException;
}
