package io.fifoio;

import java.io.IOException;

/** Two bytes for a ring of one at one end, and at the other a reader that leaves. */
public final class WriteAgainstClose implements Runnable {

    @Override
    public void run() {
        Fifo fifo = Fifo.ofCapacity(1);
        Thread reader = new Thread(fifo.input()::close);
        reader.start();
        write(fifo.output());
        try {
            reader.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(FifoOutputStream output) {
        try {
            output.write(new byte[2]);
        } catch (BrokenPipeException e) {
            return;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        throw new IllegalStateException("a write returned whose reader was gone");
    }
}
