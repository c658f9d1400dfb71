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
 * The program of {@link VirtualPairsTest}: pairs between virtual threads. In half of them the reader comes first, in
 * the other half the writer, and all of these wait at the same time before the others come. It prints what became of
 * them, and hangs if one of them does.
 */
final class VirtualPairs {

    private static final int CAPACITY = 4;
    private static final int BYTES = 64;
    private static final int ONE_IN_SO_MANY_IS_INTERRUPTED = 10;

    private final List<Fifo> pairs = new ArrayList<>();
    private final AtomicInteger whole = new AtomicInteger();
    private final AtomicInteger interrupted = new AtomicInteger();

    private VirtualPairs() {}

    /** @param args how many pairs */
    public static void main(String[] args) throws Exception {
        new VirtualPairs().run(Integer.parseInt(args[0]));
    }

    private void run(int count) throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            Fifo fifo = Fifo.ofCapacity(CAPACITY);
            pairs.add(fifo);
            threads.add(startVirtual(readerComesFirst(number) ? () -> read(fifo) : () -> write(fifo)));
        }
        // Each waiting thread has left the carrier to the next one; otherwise not all of them would come to wait.
        awaitAllWaiting();
        int interrupts = 0;
        for (int number = 0; number < count; number += ONE_IN_SO_MANY_IS_INTERRUPTED) {
            threads.get(number).interrupt();
            interrupts++;
        }
        while (interrupted.get() < interrupts) {
            Thread.onSpinWait();
        }
        awaitAllWaiting();
        awaitIdleCarriers();

        for (int number = 0; number < count; number++) {
            Fifo fifo = pairs.get(number);
            threads.add(startVirtual(readerComesFirst(number) ? () -> write(fifo) : () -> read(fifo)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println(count + " pairs, " + whole + " came through whole, " + interrupted + " waits interrupted");
    }

    private static boolean readerComesFirst(int number) {
        return number / ONE_IN_SO_MANY_IS_INTERRUPTED % 2 == 0;
    }

    private void awaitAllWaiting() {
        for (Fifo fifo : pairs) {
            while (!fifo.toString().contains("waits for")) {
                Thread.onSpinWait();
            }
        }
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
                    noteInterrupt();
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
        byte[] message = message();
        int done = 0;
        try (FifoOutputStream output = fifo.output()) {
            while (done < BYTES) {
                try {
                    output.write(message, done, BYTES - done);
                    done = BYTES;
                } catch (InterruptedIOException e) {
                    noteInterrupt();
                    done += e.bytesTransferred;
                }
            }
            output.complete();
        } catch (IOException e) {
            fifo.output().fail(e);
        }
    }

    /** The flag is set, and is taken back: only then does the next call wait. */
    private void noteInterrupt() {
        if (Thread.interrupted()) {
            interrupted.incrementAndGet();
        }
    }

    private static byte[] message() {
        return Bytes.random(BYTES, BYTES);
    }

    /** Returns once the processor time of the carriers stands still: waiting threads do not spin. */
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
