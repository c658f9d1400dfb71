package io.fifoio;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The program of {@link VirtualPairsTest}: pairs between virtual threads, all of which wait at the same time, first those
 * that read, then those that write. It tells what came of them, and hangs where one of them does.
 */
final class VirtualPairs {

    private static final int CAPACITY = 4;
    private static final int BYTES = 64;
    private static final int ONE_IN_SO_MANY_IS_INTERRUPTED = 10;

    private final List<Fifo> pairs = new ArrayList<>();
    private final AtomicInteger whole = new AtomicInteger();
    private final AtomicInteger interrupted = new AtomicInteger();
    private final AtomicInteger writersWaited = new AtomicInteger();

    private VirtualPairs() {}

    /** @param args how many pairs */
    public static void main(String[] args) throws Exception {
        new VirtualPairs().run(Integer.parseInt(args[0]));
    }

    private void run(int count) throws Exception {
        List<Thread> readers = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            Fifo fifo = Fifo.ofCapacity(CAPACITY);
            pairs.add(fifo);
            readers.add(startVirtual(() -> read(fifo)));
        }
        // Each thread that waits has left the carrier to the next one: otherwise they would not all come to wait.
        for (Fifo fifo : pairs) {
            awaitWaiting(fifo.input());
        }
        int interrupts = 0;
        for (int number = 0; number < count; number += ONE_IN_SO_MANY_IS_INTERRUPTED) {
            readers.get(number).interrupt();
            interrupts++;
        }
        while (interrupted.get() < interrupts) {
            Thread.onSpinWait();
        }
        for (Fifo fifo : pairs) {
            awaitWaiting(fifo.input());
        }
        awaitIdleCarriers();

        List<Thread> writers = new ArrayList<>();
        for (Fifo fifo : pairs) {
            writers.add(startVirtual(() -> write(fifo)));
        }
        for (Thread thread : writers) {
            thread.join();
        }
        for (Thread thread : readers) {
            thread.join();
        }
        System.out.println(count + " pairs, " + whole + " came through whole, " + interrupted + " reads interrupted");
        System.out.println("writers waited: " + (writersWaited.get() > 0));
    }

    /** {@code Thread.startVirtualThread}, which code compiled for Java 17 can't name. */
    private static Thread startVirtual(Runnable task) throws ReflectiveOperationException {
        Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
        return (Thread) start.invoke(null, task);
    }

    private void read(Fifo fifo) {
        byte[] read = new byte[BYTES];
        int length = 0;
        try {
            while (length < BYTES) {
                try {
                    length += fifo.input().read(read, length, BYTES - length);
                } catch (InterruptedIOException e) {
                    if (Thread.interrupted()) {
                        interrupted.incrementAndGet();
                    }
                }
            }
            if (fifo.input().read() < 0 && Arrays.equals(read, message())) {
                whole.incrementAndGet();
            }
        } catch (IOException e) {
            fifo.input().fail(e);
        }
    }

    private void write(Fifo fifo) {
        try {
            Ends.writeAll(fifo.output(), message());
        } catch (IOException e) {
            fifo.output().fail(e);
        }
        if (!fifo.output().blocked().isZero()) {
            writersWaited.incrementAndGet();
        }
    }

    private static byte[] message() {
        return Bytes.random(BYTES, BYTES);
    }

    private static void awaitWaiting(FifoInputStream input) {
        while (!input.toString().contains("waits for")) {
            Thread.onSpinWait();
        }
    }

    /** Returns once the processor time of the carriers stands still: who waits does not spin. */
    private static void awaitIdleCarriers() {
        long before;
        do {
            before = timeOfCarriers();
            for (int i = 0; i < 1_000_000; i++) {
                Thread.onSpinWait();
            }
        } while (timeOfCarriers() != before);
    }

    private static long timeOfCarriers() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long nanos = 0;
        for (long id : threads.getAllThreadIds()) {
            @Nullable ThreadInfo thread = threads.getThreadInfo(id);
            if (thread != null && thread.getThreadName().startsWith("ForkJoinPool-1-worker")) {
                nanos += threads.getThreadCpuTime(id);
            }
        }
        if (nanos <= 0) {
            throw new AssertionError("the carriers are not found, or their time is not");
        }
        return nanos;
    }
}
