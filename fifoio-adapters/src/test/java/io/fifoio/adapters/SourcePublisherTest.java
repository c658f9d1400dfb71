package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.testing.Await;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Probe;
import io.fifoio.adapters.testing.Taker;
import io.fifoio.adapters.testing.Watched;
import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Parking;
import java.io.ByteArrayInputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(NoLeakedThreads.class)
final class SourcePublisherTest {

    private static final int CHUNK = Chunk.SIZE;
    private static final byte[] PAYLOAD = Payload.ofSize(5 * CHUNK + 1000);
    private static final String SEED = "payload seed " + Payload.SEED;

    private static PushSource payload(Probe probe) {
        return probe.writing(PAYLOAD);
    }

    static Stream<PushSource> sources() {
        return Stream.of(
                out -> out.write(PAYLOAD),
                out -> {
                    for (byte b : PAYLOAD) {
                        out.write(b);
                    }
                },
                out -> {
                    for (int i = 0; i < PAYLOAD.length; i += 1000) {
                        out.write(PAYLOAD, i, Math.min(1000, PAYLOAD.length - i));
                        out.flush();
                    }
                    out.close();
                },
                PushSource.from(() -> new ByteArrayInputStream(PAYLOAD)));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void givesWhatTheSourceWrites(PushSource source) throws Exception {
        try (SourcePublisher publisher = SourcePublisher.of(source)) {
            Taker taker = Taker.ofAll();
            publisher.subscribe(taker);

            assertThat(taker.whole()).as(SEED).isEqualTo(PAYLOAD);
            assertThat(taker.sizes()).allMatch(size -> size > 0 && size <= CHUNK);
            assertThat(publisher.result().bytes()).isEqualTo(PAYLOAD.length);
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void givesTheSameBufferByBuffer(PushSource source) throws Exception {
        try (SourcePublisher publisher = SourcePublisher.of(source)) {
            Taker taker = Taker.idle();
            publisher.subscribe(taker);
            for (int asked = 1; taker.taken().length < PAYLOAD.length; asked++) {
                taker.request(1);
                int buffers = asked;
                Await.until("buffer " + asked, () -> taker.sizes().size() >= buffers || taker.hasEnded());
            }

            assertThat(taker.whole()).as(SEED).isEqualTo(PAYLOAD);
        }
    }

    @Test
    void fillsItsBuffers() throws Exception {
        try (SourcePublisher publisher = SourcePublisher.of(out -> out.write(PAYLOAD))) {
            Taker taker = Taker.ofAll();
            publisher.subscribe(taker);
            taker.whole();

            assertThat(taker.sizes()).containsExactly(CHUNK, CHUNK, CHUNK, CHUNK, CHUNK, 1000);
        }
    }

    @Test
    void completesWithoutABufferWhereNothingIsWritten() throws Exception {
        try (SourcePublisher publisher = SourcePublisher.of(out -> {})) {
            Taker taker = Taker.ofAll();
            publisher.subscribe(taker);

            assertThat(taker.whole()).isEmpty();
            assertThat(taker.sizes()).isEmpty();
            assertThat(publisher.result().bytes()).isZero();
        }
    }

    @Test
    void runsNothingBeforeTheFirstRequest() throws Exception {
        Watched source = new Watched(payload(Probe.QUIET));
        try (SourcePublisher publisher = SourcePublisher.of(source)) {
            Taker taker = Taker.idle();
            publisher.subscribe(taker);

            assertThat(source.starts()).isZero();
            assertThatThrownBy(publisher::result)
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasMessage("sending stopped after 0 bytes, before the source's end");
        }
        assertThat(source.starts()).isZero();
    }

    @Test
    void isWrittenNoFurtherThanABufferAhead() throws Exception {
        AtomicInteger written = new AtomicInteger();
        Watched source = new Watched(out -> {
            for (int i = 0; i < 100; i++) {
                out.write(new byte[1000]);
                written.addAndGet(1000);
            }
        });
        try (SourcePublisher publisher = SourcePublisher.of(source)) {
            Taker taker = Taker.idle();
            publisher.subscribe(taker);
            taker.request(1);
            taker.awaitTaken(CHUNK);
            Await.until("the source has filled the next", () -> written.get() >= 2 * CHUNK - 1000);
            Parking.awaitParked(source.thread());

            assertThat(taker.taken()).hasSize(CHUNK);
            assertThat(written.get()).isLessThanOrEqualTo(2 * CHUNK);
        }
    }

    @Test
    void handsOnAllButTheLastByteWhereTheSourceFlushes() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        PushSource source = out -> {
            out.write(new byte[100]);
            out.flush();
            Await.open(goOn);
        };
        try (SourcePublisher publisher = SourcePublisher.of(source)) {
            Taker taker = Taker.ofAll();
            publisher.subscribe(taker);
            taker.awaitTaken(99);

            assertThat(taker.taken()).hasSize(99);

            goOn.countDown();
            assertThat(taker.whole()).hasSize(100);
        }
    }

    @Test
    void handsOnWhatWasFlushedBeforeItWasAskedFor() throws Exception {
        CountDownLatch flushed = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        PushSource source = out -> {
            out.write(new byte[CHUNK + 1]);
            out.write(new byte[100]);
            out.flush();
            flushed.countDown();
            Await.open(goOn);
        };
        try (SourcePublisher publisher = SourcePublisher.of(source)) {
            Taker taker = Taker.idle();
            publisher.subscribe(taker);
            taker.request(1);
            Await.open(flushed);
            assertThat(taker.sizes()).containsExactly(CHUNK);

            taker.request(1);

            taker.awaitTaken(CHUNK + 100);
            assertThat(taker.sizes()).containsExactly(CHUNK, 100);
            goOn.countDown();
        }
    }

    @Test
    void eachSubscriptionIsWrittenAnew() throws Exception {
        Watched source = new Watched(payload(Probe.QUIET));
        try (SourcePublisher publisher = SourcePublisher.of(source)) {
            Taker one = Taker.ofAll();
            Taker other = Taker.ofAll();
            publisher.subscribe(one);
            publisher.subscribe(other);

            assertThat(one.whole()).as(SEED).isEqualTo(PAYLOAD);
            assertThat(other.whole()).as(SEED).isEqualTo(PAYLOAD);
        }
        assertThat(source.starts()).isEqualTo(2);
    }

    @Test
    void theSecondSubscriptionOfASourceForASingleUseFails() throws Exception {
        try (SourcePublisher publisher = SourcePublisher.of(payload(Probe.QUIET).once())) {
            Taker one = Taker.ofAll();
            publisher.subscribe(one);
            assertThat(one.whole()).as(SEED).isEqualTo(PAYLOAD);

            Taker other = Taker.ofAll();
            publisher.subscribe(other);

            assertThat(other.failure())
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("can be opened or written only once");
            assertThat(other.taken()).isEmpty();
        }
    }

    @Test
    void aLengthThatIsMetIsNone() throws Exception {
        try (SourcePublisher publisher = SourcePublisher.of(payload(Probe.QUIET).ofLength(PAYLOAD.length))) {
            Taker taker = Taker.ofAll();
            publisher.subscribe(taker);

            assertThat(taker.whole()).as(SEED).isEqualTo(PAYLOAD);
        }
    }

    @Test
    void refusesNoSubscriber() throws Exception {
        try (SourcePublisher publisher = SourcePublisher.of(payload(Probe.QUIET))) {
            assertThatNullPointerException().isThrownBy(() -> publisher.subscribe(null));
            assertThatThrownBy(publisher::result)
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasMessage("nothing was sent: nobody has subscribed");
        }
        assertThatNullPointerException().isThrownBy(() -> SourcePublisher.of(null));
    }
}
