package io.fifoio.adapters;

import java.io.IOException;

/**
 * The writing of a {@link StepwiseSource}, under way. For one thread at a time, not always the same one.
 *
 * <p>After a step that has returned false, or has thrown, there is no other; {@link #close} follows once, unless a stream
 * that was opened for reading is dropped without being closed.
 */
public interface Steps extends AutoCloseable {

    /**
     * Writes the next part: an element, a row, a buffer full. Better some kilobytes than a few bytes; a part larger than the
     * pump's limit is a failure there. What is written between two steps, by whatever thread, is refused and a failure.
     *
     * <p>A step that waits and is interrupted may return true with the thread's flag set, if it has neither written nor lost
     * anything: who reads an opened source is told by an {@code InterruptedIOException}, and a later read asks for a step again.
     * Where it is written in one go, that exception is the end of it.
     *
     * @return whether there is more to write; false says that all of it was written
     * @throws Exception of any kind: what was written is not whole
     */
    boolean next() throws Exception;

    /** Frees what the steps hold, writing nothing: the last step has done so, or this is not whole. */
    @Override
    default void close() throws IOException {}

    /**
     * In place of {@link #close}, for {@link SourceInputStream#closeNow}: interrupts what works for these steps on threads of its
     * own. By default there is nothing of the kind. For steps that hold others, or opened streams, and pass it on.
     */
    default void closeNow() throws IOException {
        close();
    }
}
