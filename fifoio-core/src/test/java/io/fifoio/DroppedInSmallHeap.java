package io.fifoio;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** A program that drops more pairs than its heap holds, while the cleaner's thread has no time for the dropped ends. */
final class DroppedInSmallHeap {

    private static final int CAPACITY = 1 << 20;
    private static final int PAIRS = 200;

    private DroppedInSmallHeap() {}

    /** Prints how many pairs were filled and dropped. */
    public static void main(String[] arguments) throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Abandonment.watch(new Object(), () -> {
            held.countDown();
            awaitEnd(over);
        });
        while (held.getCount() > 0) {
            System.gc();
            Thread.yield();
        }

        byte[] bytes = new byte[CAPACITY];
        int dropped = 0;
        for (; dropped < PAIRS; dropped++) {
            fillAndDrop(bytes);
        }

        System.out.println(dropped);
        over.countDown();
    }

    private static void fillAndDrop(byte[] bytes) throws IOException {
        Fifo.ofCapacity(bytes.length).output().write(bytes);
    }

    private static void awaitEnd(CountDownLatch over) {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
