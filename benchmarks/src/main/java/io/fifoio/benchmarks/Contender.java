package io.fifoio.benchmarks;

import io.fifoio.Fifo;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.commons.io.input.QueueInputStream;

/** The pipes that are compared, each used as its users would. */
enum Contender {
    /** This library. */
    FIFO("fifoio", false, false) {
        @Override
        Pipe open(int capacity) {
            Fifo fifo = Fifo.ofCapacity(capacity);
            return new Pipe(fifo.output(), fifo.input());
        }
    },

    /** This library's ends within the JDK's buffered streams, as for single bytes that need not be visible at once. */
    BUFFERED("fifoio, buffered", true, false) {
        @Override
        Pipe open(int capacity) {
            Fifo fifo = Fifo.ofCapacity(capacity);
            return new Pipe(new BufferedOutputStream(fifo.output()), new BufferedInputStream(fifo.input()));
        }
    },

    /** The JDK's pair. It needs the flush: without it, a waiting reader may look again only after a second. */
    PIPED("PipedInputStream", true, false) {
        @Override
        Pipe open(int capacity) throws IOException {
            PipedInputStream input = new PipedInputStream(capacity);
            return new Pipe(new PipedOutputStream(input), input);
        }
    },

    /** A pipe of the operating system, which sets its capacity; 64 KiB on Linux, whatever is asked for here. */
    NIO("NIO Pipe", false, true) {
        @Override
        Pipe open(int capacity) throws IOException {
            java.nio.channels.Pipe pipe = java.nio.channels.Pipe.open();
            return new Pipe(new ChannelOutputStream(pipe.sink()), new ChannelInputStream(pipe.source()));
        }
    },

    /**
     * Okio's pipe with its buffered ends. An advantage of it: bytes become visible to the reader only with a whole
     * segment of 8 KiB or at a flush, so that small writes seldom touch what the threads share.
     */
    OKIO("Okio Pipe", true, false) {
        @Override
        Pipe open(int capacity) {
            okio.Pipe pipe = new okio.Pipe(capacity);
            return new Pipe(
                    okio.Okio.buffer(pipe.sink()).outputStream(),
                    okio.Okio.buffer(pipe.source()).inputStream());
        }
    },

    /** What people write by hand; like Okio it gains by passing on whole chunks only. */
    QUEUE("queue of chunks", true, false) {
        @Override
        Pipe open(int capacity) {
            ChunkQueue queue = new ChunkQueue(capacity);
            return new Pipe(queue.output(), queue.input());
        }
    },

    /** Commons IO's pair over a queue of boxed bytes, bounded as the others are. */
    COMMONS("Commons IO queue", false, true) {
        @Override
        Pipe open(int capacity) throws IOException {
            QueueInputStream input = QueueInputStream.builder()
                    .setBlockingQueue(new LinkedBlockingQueue<>(capacity))
                    // Without a time limit it takes an empty queue for the end of the data.
                    .setTimeout(Duration.ofDays(1))
                    .get();
            return new Pipe(input.newQueueOutputStream(), input);
        }
    };

    private final String title;
    private final boolean needsFlush;
    private final boolean slow;

    Contender(String title, boolean needsFlush, boolean slow) {
        this.title = title;
        this.needsFlush = needsFlush;
        this.slow = slow;
    }

    /** The contender that a benchmark's parameter names, in lower case. */
    static Contender named(String name) {
        return Arrays.stream(values())
                .filter(contender -> contender.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no pipe is called '" + name + "'; there are " + Arrays.toString(values())));
    }

    /** @param capacity in bytes */
    abstract Pipe open(int capacity) throws IOException;

    /** Returns its name in a table. */
    String title() {
        return title;
    }

    /** Whether it belongs to this library and is not a rival. */
    static boolean isOurs(String pipe) {
        return pipe.equals(FIFO.toString()) || pipe.equals(BUFFERED.toString());
    }

    /** Whether a byte written may stay unseen, for long or for ever, until it is flushed. */
    boolean needsFlush() {
        return needsFlush;
    }

    /** Whether it moves so little in a second that a full amount would take minutes at some sizes. */
    boolean slow() {
        return slow;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
