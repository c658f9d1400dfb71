package io.fifoio.adapters;

/**
 * An encoder that can be given up. Where the source failed, the encoder is released instead of closed, so that it writes no
 * trailer; an encoder without this interface is closed into nothing.
 */
public interface Releasable {

    /** Frees what is held, native memory and threads included, and writes nothing. Closing afterwards does nothing. */
    void release();
}
