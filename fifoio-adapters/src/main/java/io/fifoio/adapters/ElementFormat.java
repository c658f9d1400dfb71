package io.fifoio.adapters;

import java.io.OutputStream;

/**
 * A format that is written element by element. A package for such a format passes this to {@link Elements}.
 *
 * @param <T> the type of the elements
 */
@FunctionalInterface
public interface ElementFormat<T> {

    /**
     * Begins to write elements.
     *
     * @param out where to write them; not closed by the writer
     * @throws Exception of any kind; there is nothing to be closed then
     */
    ElementWriter<T> begin(OutputStream out) throws Exception;
}
