package io.fifoio;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** A program that fills its heap, so that one of several writers gets only a part of its message in. */
final class SharedInFullHeap {

    /** More than the first block that a pair allocates for its bytes. */
    private static final int MESSAGE = 18_000;

    private SharedInFullHeap() {}

    /**
     * Prints how the message ended, whether a part of it was accepted, whether the next writer was refused, and the
     * causes that a later writer and the reader get.
     */
    public static void main(String[] arguments) throws IOException {
        Fifo fifo = Fifo.ofCapacity(20_000);
        OutputStream first = fifo.output().shared();
        OutputStream second = fifo.output().shared();
        byte[] message = new byte[MESSAGE];
        first.write(1);
        first.write(message, 0, 1);

        List<byte[]> rest = FullHeap.fill(16);
        Throwable thrown = null;
        Throwable next = null;
        try {
            first.write(message);
        } catch (OutOfMemoryError e) {
            thrown = e;
        }
        try {
            second.write(2);
        } catch (IOException | OutOfMemoryError e) {
            next = e;
        }
        rest.clear();

        System.out.println(name(thrown));
        long accepted = fifo.output().position();
        System.out.println(accepted > 2 && accepted < 2 + MESSAGE);
        System.out.println(next != null);
        try {
            second.write(3);
        } catch (IOException e) {
            System.out.println(name(e.getCause()));
        }
        fifo.input().readNBytes((int) accepted);
        try {
            System.out.println(fifo.input().read());
        } catch (IncompleteStreamException e) {
            System.out.println(name(e.getCause()));
        }
    }

    private static String name(Throwable thrown) {
        return thrown == null ? "none" : thrown.getClass().getName();
    }
}
