package io.fifoio.adapters;

import java.io.IOException;

/**
 * An encoder that can be given up. Where the source failed, the encoder is released instead of closed, so that it writes no
 * trailer; an encoder without this interface is closed into nothing.
 */
public interface Releasable {

    /** Frees what is held, native memory and threads included, and writes nothing. Closing afterwards does nothing. */
    void release();

    /**
     * Where the source has ended well and all is written in steps: writes a part of what {@link java.io.OutputStream#close()} would
     * write, some hundred kilobytes at most. One call is a step; closing, which is the last, writes what is left. For an encoder that may hold
     * much, because what a step writes stands in the heap and has a limit. By default closing writes all of it.
     *
     * @return whether to call this again before closing
     * @throws IOException as closing does; what was written is not whole then
     */
    default boolean drain() throws IOException {
        return false;
    }
}
