package io.fifoio.adapters;

/**
 * Writes elements of a format, one by one. It may buffer what it writes, and must hold nothing but memory: after a
 * failure it is simply dropped.
 *
 * @param <T> the type of the elements
 */
public interface ElementWriter<T> {

    /**
     * Writes one element.
     *
     * @throws Exception of any kind; what was written is not whole then
     */
    void write(T element) throws Exception;

    /** Writes what comes after the last element, and everything that is buffered. Nothing is called after this. */
    void end() throws Exception;
}
