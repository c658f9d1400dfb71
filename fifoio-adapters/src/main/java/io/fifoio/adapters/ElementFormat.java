package io.fifoio.adapters;

import java.io.OutputStream;

/**
 * A format that is written element by element; what a package for such a format gives to {@link Elements}.
 *
 * @param <T> the type of the elements
 */
@FunctionalInterface
public interface ElementFormat<T> {

    /**
     * Begins anew.
     *
     * @param out where to; not closed by the writer
     * @throws Exception of any kind, and then nothing is left to be closed
     */
    ElementWriter<T> begin(OutputStream out) throws Exception;
}
