package io.fifoio.adapters;

/**
 * Writes elements of a format, one by one. It may buffer what it writes, and holds nothing but memory: after a failure it
 * is dropped as it is.
 *
 * @param <T> the type of the elements
 */
public interface ElementWriter<T> {

    /**
     * Writes one element.
     *
     * @throws Exception of any kind: what was written is not whole
     */
    void write(T element) throws Exception;

    /** Writes what comes after the last element, and all that is buffered. Nothing follows. */
    void end() throws Exception;
}
