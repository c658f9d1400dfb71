package io.fifoio.adapters;

import java.io.IOException;

/**
 * An encoder that can be given up. If the source fails, the encoder is released instead of closed, so that it writes no
 * trailer; an encoder without this interface is closed, and what it writes then is dropped.
 */
public interface Releasable {

    /** Frees what is held, native memory and threads included, and writes nothing. Closing afterwards does nothing. */
    void release();

    /**
     * Writes a part of what {@link java.io.OutputStream#close()} would write, some hundred kilobytes at most. Called,
     * one step at a time, after a source that is written in steps has ended normally; closing is the last step and
     * writes what is left. For an encoder that may hold a lot, because what a step writes is kept in the heap and is
     * limited. By default closing writes all of it.
     *
     * @return whether to call this again before closing
     * @throws IOException as {@code close()} does; what was written is not whole then
     */
    default boolean drain() throws IOException {
        return false;
    }
}
