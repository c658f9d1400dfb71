package io.fifoio;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.channels.ClosedChannelException;

/**
 * A read that finds nothing, and another thread that closes the same end: the read must not report that the writer has
 * left.
 */
public final class ReadAgainstOwnClose implements Runnable {

    @Override
    public void run() {
        Fifo fifo = Fifo.ofCapacity(1);
        Thread closer = new Thread(fifo.input()::close);
        closer.start();
        read(fifo.input());
        try {
            closer.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        // Otherwise a garbage collection may find the output unreachable, and the read would report that the writer was
        // abandoned.
        Reference.reachabilityFence(fifo);
    }

    private static void read(FifoInputStream input) {
        try {
            input.read();
        } catch (ClosedChannelException e) {
            return;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        throw new IllegalStateException("a read returned from an end that was closed, and nothing was written");
    }
}
