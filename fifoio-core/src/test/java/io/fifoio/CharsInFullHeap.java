package io.fifoio;

import java.io.IOException;

/** A program whose heap is too small for the chars of its pairs. */
final class CharsInFullHeap {

    private static final int CAPACITY = 1 << 26;

    private CharsInFullHeap() {}

    /**
     * Prints for each way to write what it threw, how much was accepted, and what the reader gets although everything
     * had been promised before.
     */
    public static void main(String[] arguments) throws IOException {
        for (CharWriting write : CharWriting.WAYS) {
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
