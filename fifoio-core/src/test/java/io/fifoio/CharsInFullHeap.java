package io.fifoio;

import java.io.IOException;
import java.util.List;

/** A program whose heap is too small for the chars of its pairs. */
final class CharsInFullHeap {

    private static final int CAPACITY = 1 << 26;

    private static final List<Writing> WRITES = List.of(
            out -> out.write('x'),
            out -> out.write("xyz"),
            out -> out.write("xyz".toCharArray()),
            out -> out.writeSome("xyz".toCharArray(), 0, 3));

    @FunctionalInterface
    private interface Writing {
        void to(FifoWriter writer) throws IOException;
    }

    private CharsInFullHeap() {}

    /** Prints for each way to write what it threw, how much was accepted, and what the reader meets though all had been promised before. */
    public static void main(String[] arguments) throws IOException {
        for (Writing write : WRITES) {
            CharFifo pair = CharFifo.ofCapacity(CAPACITY);
            pair.writer().complete();
            String thrown = "nothing";
            try {
                write.to(pair.writer());
            } catch (OutOfMemoryError e) {
                thrown = e.getClass().getSimpleName();
            }
            long accepted = pair.writer().position();
            pair.writer().close();
            System.out.println(thrown + ", " + accepted + ", " + metBy(pair.reader()));
        }
    }

    private static String metBy(FifoReader reader) {
        try {
            return Integer.toString(reader.read());
        } catch (IOException e) {
            return e.getClass().getSimpleName();
        }
    }
}
