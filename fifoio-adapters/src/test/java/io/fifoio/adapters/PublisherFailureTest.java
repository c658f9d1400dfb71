package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.testing.Await;
import io.fifoio.adapters.testing.DeafSource;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Probe;
import io.fifoio.adapters.testing.Probe.Point;
import io.fifoio.adapters.testing.Taker;
import io.fifoio.adapters.testing.Watched;
import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Parking;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a publisher reports that something failed, or that it is closed. */
@ExtendWith(NoLeakedThreads.class)
final class PublisherFailureTest {

    private static final int CHUNK = Chunk.SIZE;
    private static final byte[] PAYLOAD = Payload.ofSize(5 * CHUNK + 1000);
    private static final String SEED = "payload seed " + Payload.SEED;

    private static PushSource payload(Probe probe) {
        return probe.writing(PAYLOAD);
    }

    private static Watched endless() {
        return new Watched(out -> {
            while (true) {
                out.write(new byte[1000]);
            }
        });
    }

    static Stream<Arguments> failures() {
        return Stream.of(Point.values())
                .flatMap(point -> Stream.of(
                                new IOException("checked, of I/O"),
                                new ReflectiveOperationException("checked"),
                                new InterruptedException("checked, of a wait"),
                                new IllegalStateException("unchecked"),
                                new AssertionError("error"))
                        .map(failure -> Arguments.of(point, failure)));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void tellsOfAFailureAndNeverGivesTheWhole(Point point, Throwable failure) throws Exception {
        PushSource failing = payload(Probe.failing(point, failure));
        for (PushSource source : new PushSource[] {failing, failing.ofLength(PAYLOAD.length)}) {
            try (SourcePublisher publisher = SourcePublisher.of(source)) {
                Taker taker = Taker.ofAll();
                publisher.subscribe(taker);

                assertThat(taker.failure())
                        .isInstanceOf(IncompleteStreamException.class)
                        .hasCause(failure)
                        .hasMessageContaining("bytes of it were sent")
                        .hasMessageContaining(failure.getMessage());
                assertThat(taker.taken().length).as(SEED).isLessThan(PAYLOAD.length);
                assertThat(taker.taken()).isEqualTo(Arrays.copyOf(PAYLOAD, taker.taken().length));
                assertThatThrownBy(publisher::result)
                        .isInstanceOf(IncompleteStreamException.class)
                        .hasCause(failure);
            }
        }
    }

    @Test
    void tellsOfAFailureToASubscriberThatAsksForNothingMore() throws Exception {
        IOException failure = new IOException("after what was asked for");
        PushSource source = out -> {
            out.write(PAYLOAD, 0, CHUNK + 1);
            throw failure;
        };
        try (SourcePublisher publisher = SourcePublisher.of(source)) {
            Taker taker = Taker.idle();
            publisher.subscribe(taker);
            taker.request(1);

            assertThat(taker.failure()).hasCause(failure);
            assertThat(taker.taken()).hasSize(CHUNK);
        }
    }

    @Test
    void tellsOfAFailedWriteThatTheSourceSwallowed() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        PushSource swallowing = out -> {
            out.write(new byte[CHUNK + 1]);
            Await.open(cancelled);
            try {
                out.write(1);
            } catch (IOException swallowed) {
                assertThat(swallowed).hasMessageContaining("the subscriber cancelled");
            }
        };
        SourcePublisher publisher = SourcePublisher.of(swallowing);
        Taker taker = Taker.idle();
        publisher.subscribe(taker);
        taker.request(1);
        taker.awaitTaken(CHUNK);
        taker.cancel();
        cancelled.countDown();
        publisher.close();

        assertThatThrownBy(publisher::result).isInstanceOf(IncompleteStreamException.class);
        assertThat(taker.hasEnded()).isFalse();
    }

    @Test
    void closingTellsTheSubscriberAndWaitsForTheSource() throws Exception {
        Watched source = endless();
        SourcePublisher publisher = SourcePublisher.of(source);
        Taker taker = Taker.idle();
        publisher.subscribe(taker);
        taker.request(1);
        source.thread();
        publisher.close();
        publisher.close();

        assertThat(source.ended()).isTrue();
        assertThat(taker.failure()).isInstanceOf(IOException.class).hasMessage("the publisher was closed");
    }

    @Test
    void closingNamesThePlaceWhereASourceStandsThatDoesNotStop() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        Watched source = new Watched(new DeafSource(gate));
        Publication publication = new Publication(source);
        publication.begin(Taker.ofAll());
        Thread thread = source.thread();
        Parking.awaitParked(thread);

        assertThatThrownBy(() -> publication.close(Duration.ofMillis(1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the source did not stop within")
                .cause()
                .hasMessageContaining(thread.getName());
        gate.countDown();
        publication.close(Duration.ofSeconds(20));
        assertThat(publication.hasEnded()).isTrue();
    }

    /** Its source has returned; what is left was not requested. */
    @Test
    void closingTellsASubscriberThatStillHasToAskForTheRest() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        Watched source = new Watched(out -> {
            out.write(new byte[10]);
            out.flush();
            Await.open(goOn);
        });
        SourcePublisher publisher = SourcePublisher.of(source);
        Taker one = Taker.idle();
        publisher.subscribe(one);
        one.request(1);
        one.awaitTaken(9);
        Thread thread = source.thread();
        goOn.countDown();
        thread.join();

        Taker other = Taker.idle();
        publisher.subscribe(other);
        publisher.close();

        assertThat(one.failure()).isInstanceOf(IOException.class).hasMessage("the publisher was closed");
        assertThat(other.failure()).isInstanceOf(IOException.class).hasMessage("the publisher was closed");
        one.request(1);
        assertThat(one.taken()).hasSize(9);
    }

    @Test
    void refusesSubscribersOnceItIsClosed() throws Exception {
        Watched source = new Watched(payload(Probe.QUIET));
        SourcePublisher publisher = SourcePublisher.of(source);
        publisher.close();
        Taker taker = Taker.ofAll();
        publisher.subscribe(taker);

        assertThat(taker.failure()).isInstanceOf(IOException.class).hasMessage("the publisher was closed before");
        assertThat(source.starts()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9, 11, 1_000_000})
    void aLengthThatIsNotMetIsAFailure(int written) throws Exception {
        PushSource announcing = new PushSource() {
            @Override
            public java.util.OptionalLong length() {
                return java.util.OptionalLong.of(10);
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(new byte[written]);
            }
        };
        try (SourcePublisher publisher = SourcePublisher.of(announcing)) {
            Taker taker = Taker.ofAll();
            publisher.subscribe(taker);

            assertThat(publisher.length()).hasValue(10);
            assertThat(taker.failure()).hasMessageContaining("10 were announced");
            assertThat(taker.taken().length).isLessThan(10);
        }
    }

    @Test
    void aSourceThatIsInterruptedWhileItWaitsFails() throws Exception {
        Watched source = endless();
        try (SourcePublisher publisher = SourcePublisher.of(source)) {
            Taker taker = Taker.idle();
            publisher.subscribe(taker);
            taker.request(1);
            taker.awaitTaken(CHUNK);
            source.thread().interrupt();

            assertThat(taker.failure()).hasCauseInstanceOf(InterruptedIOException.class);
        }
    }
}
