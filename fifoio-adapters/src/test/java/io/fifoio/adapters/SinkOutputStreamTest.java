package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.testing.Await;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.WatchedSink;
import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Parking;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A sink that is fed by writing: what it gets, and when. */
@ExtendWith(NoLeakedThreads.class)
final class SinkOutputStreamTest {

    /** More than the pair holds. */
    private static final byte[] PAYLOAD = Payload.ofSize(200_000);

    private final WatchedSink sink = new WatchedSink();

    @Test
    void returnsWhatTheSinkMadeOfAllThatWasWritten() throws Exception {
        try (SinkOutputStream<byte[]> out = SinkOutputStream.to(sink::readAll)) {
            out.write(PAYLOAD, 0, 1000);
            for (int i = 1000; i < 5000; i++) {
                out.write(PAYLOAD[i]);
            }
            out.write(PAYLOAD, 5000, PAYLOAD.length - 5000);
            out.complete();

            assertThat(out.result()).as("seed " + Payload.SEED).isEqualTo(PAYLOAD);
            assertThat(out.result()).as("again").isEqualTo(PAYLOAD);
            assertThat(sink.thread()).isNotSameAs(Thread.currentThread());
            assertThat(sink.thread().getName()).startsWith("fifoio-consumer-");
        }
        assertThat(sink.starts()).isEqualTo(1);
    }

    @Test
    void returnsTheResultAfterItWasClosedToo() throws Exception {
        SinkOutputStream<byte[]> out = SinkOutputStream.to(sink::readAll);
        out.write(PAYLOAD);
        out.complete();
        out.close();
        out.close();

        assertThat(out.result()).isEqualTo(PAYLOAD);
    }

    @Test
    void takesASinkThatReturnsNull() throws Exception {
        try (SinkOutputStream<Void> out = SinkOutputStream.to(in -> {
            in.readAllBytes();
            return null;
        })) {
            out.write(1);
            out.complete();

            assertThat(out.result()).isNull();
        }
    }

    @Test
    void startsTheSinkAtTheFirstByte() throws Exception {
        try (SinkOutputStream<byte[]> out = SinkOutputStream.to(sink::readAll)) {
            out.write(new byte[0]);
            out.flush();
            assertThat(sink.thread()).isNull();

            out.write(1);
            Await.until("the sink runs", () -> sink.thread() != null);
            out.complete();
        }
        assertThat(sink.starts()).isEqualTo(1);
    }

    @Test
    void startsTheSinkForNoBytesAtCompletion() throws Exception {
        try (SinkOutputStream<byte[]> out = SinkOutputStream.to(sink::readAll)) {
            out.complete();

            assertThat(out.result()).isEmpty();
        }
    }

    @Test
    void holdsTheLastByteBackUntilItIsEnded() throws Exception {
        AtomicInteger read = new AtomicInteger();
        AtomicReference<Thread> reader = new AtomicReference<>();
        try (SinkOutputStream<Integer> out = SinkOutputStream.to(in -> {
            reader.set(Thread.currentThread());
            while (in.read() >= 0) {
                read.incrementAndGet();
            }
            return read.get();
        })) {
            out.write(new byte[100]);
            out.flush();
            out.complete();
            Await.until("all but one are read", () -> read.get() == 99);
            Parking.awaitParked(reader.get());

            assertThat(read).hasValue(99);
            assertThat(out.result()).isEqualTo(100);
        }
    }

    @Test
    void takesWrappersThatAreClosedAfterThePromise() throws Exception {
        SinkOutputStream<byte[]> out = SinkOutputStream.to(in -> new GZIPInputStream(in).readAllBytes());
        try (out;
                GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(PAYLOAD);
            out.complete();
        }
        assertThat(out.result()).isEqualTo(PAYLOAD);
    }

    @Test
    void takesWrappersThatAreFinishedBeforeThePromise() throws Exception {
        try (SinkOutputStream<byte[]> out = SinkOutputStream.to(sink::readAll);
                GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(PAYLOAD);
            gzip.finish();
            out.complete();

            byte[] compressed = out.result();
            assertThat(new GZIPInputStream(new ByteArrayInputStream(compressed)).readAllBytes())
                    .isEqualTo(PAYLOAD);
        }
    }

    @Test
    void refusesToBeWrittenAfterTheEnd() throws Exception {
        try (SinkOutputStream<byte[]> out = SinkOutputStream.to(sink::readAll)) {
            out.write(1);
            out.complete();
            out.result();

            String message = "written to after result() or close(), which ended the data after 1 bytes: finish what"
                    + " writes to this stream, such as a compressor, before";
            assertThatThrownBy(() -> out.write(2))
                    .isInstanceOf(IOException.class)
                    .hasMessage(message);
            assertThatThrownBy(() -> out.write(new byte[2]))
                    .isInstanceOf(IOException.class)
                    .hasMessage(message);
            assertThat(out.result()).containsExactly(1);
        }
    }

    @Test
    void tellsOfAWrapperThatWasNotFinishedBeforeTheEnd() {
        assertThatThrownBy(() -> {
                    try (SinkOutputStream<byte[]> out = SinkOutputStream.to(sink::readAll);
                            GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                        gzip.write(PAYLOAD, 0, 100);
                        out.complete();
                        out.result();
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ended the data after 10 bytes: finish what writes to this stream")
                .hasNoSuppressedExceptions();
    }

    @Test
    void refusesToBeWrittenOnceItIsGivenUp() throws Exception {
        try (SinkOutputStream<byte[]> out = SinkOutputStream.to(sink::readAll)) {
            out.write(1);
            out.fail(new IOException("given up"));

            assertThatThrownBy(() -> out.write(2)).isInstanceOf(ClosedChannelException.class);
            assertThatThrownBy(() -> out.write(new byte[2])).isInstanceOf(ClosedChannelException.class);
        }
    }

    @Test
    void refusesNothing() {
        assertThatThrownBy(() -> SinkOutputStream.to(null)).hasMessage("sink");
        assertThatThrownBy(() -> SinkOutputStream.to(sink::readAll, null)).hasMessage("consumer");
        assertThatThrownBy(() -> PullSink.stoppingEarly(null)).hasMessage("sink");
    }
}
