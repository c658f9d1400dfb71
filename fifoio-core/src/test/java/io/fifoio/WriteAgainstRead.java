package io.fifoio;

import java.io.IOException;

/** Two bytes, the promise and the close at one end, a read to the end at the other, over a ring of one. */
public final class WriteAgainstRead implements Runnable {

    @Override
    public void run() {
        Fifo fifo = Fifo.ofCapacity(1);
        Thread writer = new Thread(() -> write(fifo.output()));
        writer.start();
        read(fifo.input());
        try {
            writer.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(FifoOutputStream output) {
        try {
            output.write(1);
            output.write(2);
            output.complete();
            output.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void read(FifoInputStream input) {
        try {
            if (input.read() != 1 || input.read() != 2 || input.read() != -1) {
                throw new IllegalStateException("not what was written");
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
