package io.fifoio.adapters;

import java.io.IOException;

/**
 * One writing of a {@link StepwiseSource}. Used by one thread at a time, but not always by the same one.
 *
 * <p>No step follows one that has returned false or has thrown. After the last step, {@link #close} is called once,
 * unless a stream that was opened for reading is dropped without being closed.
 */
public interface Steps extends AutoCloseable {

    /**
     * Writes the next part: an element, a row, a buffer full. It should rather be some kilobytes than a few bytes; if
     * the source was opened for reading, a step that writes more than 16 MiB is a failure. Whatever any thread writes
     * between two steps is refused, and the source fails.
     *
     * <p>A step that is interrupted while it waits may return true with the thread's flag set, if it has neither
     * written nor lost anything. The reader of an opened source then gets an {@code InterruptedIOException}, and a
     * later read runs a step again. If the source is written in one go, that exception ends it.
     *
     * @return whether there is more to write; false means that everything has been written
     * @throws Exception of any kind; what was written is not whole then
     */
    boolean next() throws Exception;

    /** Frees what the steps hold. It writes nothing: either the last step has written all, or the data is not whole. */
    @Override
    default void close() throws IOException {}

    /**
     * Called in place of {@link #close} by {@link SourceInputStream#closeNow}: also interrupts whatever works for these
     * steps on other threads. To be overridden by steps that hold other steps or opened streams, and pass the call on;
     * by default there is nothing to interrupt.
     */
    default void closeNow() throws IOException {
        close();
    }
}
