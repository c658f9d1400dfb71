package io.fifoio;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A program that fills its heap before any of its pairs has ended or woken anybody. */
final class EndsInFullHeap {

    private static final int PAIRS = 200;

    private EndsInFullHeap() {}

    /** @param arguments what to do there: {@code closes} or {@code wakes} */
    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("closes")) {
            close();
        } else {
            wake();
        }
    }

    /** Prints how many ends are open although they were closed. */
    private static void close() {
        Fifo[] pairs = new Fifo[PAIRS];
        for (int i = 0; i < PAIRS; i++) {
            pairs[i] = Fifo.ofCapacity(1);
        }

        List<byte[]> rest = FullHeap.fill(16);
        for (int i = 0; i < PAIRS; i++) {
            close(pairs[i].output());
            close(pairs[i].input());
        }
        rest.clear();

        int open = 0;
        for (Fifo pair : pairs) {
            open += pair.toString().split("\\[open", -1).length - 1;
        }
        System.out.println("left open: " + open);
    }

    private static void close(Closeable end) {
        try {
            end.close();
        } catch (IOException | OutOfMemoryError | LinkageError e) {
            // What counts is whether it is closed: the JVM may need heap for what comes after that.
        }
    }

    /** Prints whether a reader is still waiting although its writer has failed. */
    private static void wake() throws InterruptedException {
        Fifo fifo = Fifo.ofCapacity(1);
        IOException cause = new IOException("disk full");
        Thread reader = new Thread(() -> {
            try {
                fifo.input().read();
            } catch (IOException | OutOfMemoryError e) {
                // It came to its end.
            }
        });
        reader.setDaemon(true);
        reader.start();
        while (reader.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }

        List<byte[]> rest = FullHeap.fill(16);
        try {
            fifo.output().fail(cause);
        } catch (OutOfMemoryError | LinkageError e) {
            // What counts is whether the reader knows.
        }
        rest.clear();

        reader.join(Duration.ofSeconds(10).toMillis());
        System.out.println("waits: " + reader.isAlive());
    }
}
