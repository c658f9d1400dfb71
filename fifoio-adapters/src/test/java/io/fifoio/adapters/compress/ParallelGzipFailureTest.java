package io.fifoio.adapters.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.testing.Await;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Parking;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What happens to the stream and its threads if something fails, waits or is interrupted. */
@ExtendWith(NoLeakedThreads.class)
final class ParallelGzipFailureTest {

    private static final int BLOCK = ParallelGzip.BLOCK;
    private static final String SEED = "payload seed " + Payload.SEED;

    @Test
    void writesNoTrailerWhenItIsReleased() throws Exception {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        ParallelGzipOutputStream gzip = stream(written);
        gzip.write(new byte[5 * BLOCK]);
        assertThat(workers()).isPositive();

        gzip.release();
        int size = written.size();
        gzip.release();
        gzip.close();
        gzip.flush();

        assertThat(written.size()).isEqualTo(size);
        assertThatThrownBy(() -> gzip.write(1)).isInstanceOf(IOException.class).hasMessageContaining("closed");
        assertThatThrownBy(() -> new GZIPInputStream(new ByteArrayInputStream(written.toByteArray())).readAllBytes())
                .isInstanceOf(IOException.class);
    }

    @Test
    void leavesNoValidOutputOfASourceThatFailed() {
        IllegalStateException failure = new IllegalStateException("half way");
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        PushSource source = out -> {
            out.write(new byte[3 * BLOCK]);
            throw failure;
        };

        assertThatThrownBy(() -> source.through(ParallelGzip.level(6)).writeTo(written))
                .isSameAs(failure);

        assertThatThrownBy(() -> new GZIPInputStream(new ByteArrayInputStream(written.toByteArray())).readAllBytes())
                .isInstanceOf(IOException.class);
    }

    @Test
    void writesNothingMoreOnceAWriteHasFailed() throws Exception {
        FailingOutput output = new FailingOutput(BLOCK);
        OutputStream gzip = ParallelGzip.level(0).encode(output);
        byte[] large = new byte[30 * BLOCK];

        assertThatThrownBy(() -> gzip.write(large)).hasMessage("disk full");
        int size = output.written.size();
        assertThatThrownBy(() -> gzip.write(1)).hasMessageContaining("an earlier write");
        gzip.flush();
        gzip.close();
        gzip.close();

        assertThat(output.written.size()).isEqualTo(size);
        assertThat(output.closed).isTrue();
    }

    @Test
    void tellsOfAnOutputThatFailsWhenItIsClosed() throws Exception {
        FailingOutput output = new FailingOutput(BLOCK);
        OutputStream gzip = ParallelGzip.level(0).encode(output);
        gzip.write(new byte[BLOCK + 1]);

        assertThatThrownBy(gzip::close).hasMessage("disk full");

        assertThat(output.closed).isTrue();
    }

    @Test
    void tellsOfAnOutputThatFailsThoughItsWorkersDoNotStop() throws Exception {
        IllegalStateException second = new IllegalStateException("a worker did not stop");
        GzipBlocks blocks = new GzipBlocks(0, 1, BLOCK) {
            @Override
            void end() {
                super.end();
                throw second;
            }
        };
        OutputStream gzip = new ParallelGzipOutputStream(new FailingOutput(BLOCK), GzipHeader.ofLevel(0), blocks);
        gzip.write(new byte[BLOCK + 1]);

        assertThatThrownBy(gzip::close)
                .isInstanceOf(IOException.class)
                .hasMessage("disk full")
                .hasSuppressedException(second);
    }

    @Test
    void tellsOfAWorkerThatFailed() throws Exception {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        // A level that the deflater refuses, and only a worker makes one.
        OutputStream gzip = new ParallelGzipOutputStream(written, new GzipHeader(77, null, 0), 2, BLOCK);
        gzip.write(new byte[BLOCK + 1]);

        assertThatThrownBy(gzip::close)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("deflating a block failed")
                .hasCauseInstanceOf(IllegalArgumentException.class);
        assertThat(written.size()).as("the header alone").isEqualTo(10);
    }

    @Test
    void losesNothingToAnInterruptWhileItWaits() throws Exception {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        byte[] slow = Texts.JSON.ofSize(30 * BLOCK);
        boolean flag;
        try (OutputStream gzip = ParallelGzip.level(9).threads(1).encode(written)) {
            Thread.currentThread().interrupt();
            gzip.write(slow);
            flag = Thread.interrupted();
        } finally {
            Thread.interrupted();
        }

        assertThat(flag).as("the interrupt flag").isTrue();
        assertThat(new GZIPInputStream(new ByteArrayInputStream(written.toByteArray())).readAllBytes())
                .isEqualTo(slow);
    }

    @Test
    void holdsItsWriterBackWhileItsOutputIsStuck() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        OutputStream stuck = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] b, int off, int len) throws IOException {
                if (written.size() >= 10) {
                    try {
                        Await.open(gate);
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                }
                written.write(b, off, len);
            }
        };
        byte[] plain = Texts.JSON.ofSize(20 * BLOCK);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread writer = new Thread(() -> {
            try (OutputStream gzip = ParallelGzip.level(1).threads(2).encode(stuck)) {
                gzip.write(plain);
            } catch (Throwable t) {
                thrown.set(t);
            }
        });
        writer.start();

        Parking.awaitParked(writer);
        assertThat(written.size()).as("the header alone").isEqualTo(10);
        gate.countDown();
        writer.join();

        assertThat(thrown.get()).isNull();
        assertThat(new GZIPInputStream(new ByteArrayInputStream(written.toByteArray())).readAllBytes())
                .as("what was held back, %s", SEED)
                .isEqualTo(plain);
    }

    private static long workers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("fifoio-worker-"))
                .count();
    }

    private static ParallelGzipOutputStream stream(OutputStream out) throws IOException {
        return new ParallelGzipOutputStream(out, GzipHeader.ofLevel(6), 2, BLOCK);
    }

    /** Accepts the given number of bytes and then fails. */
    private static final class FailingOutput extends OutputStream {

        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private final int limit;
        private boolean closed;

        FailingOutput(int limit) {
            this.limit = limit;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] b, int off, int len) throws IOException {
            if (written.size() + len > limit) {
                throw new IOException("disk full");
            }
            written.write(b, off, len);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
