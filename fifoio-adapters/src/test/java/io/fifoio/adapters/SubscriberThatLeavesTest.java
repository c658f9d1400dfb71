package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.testing.Await;
import io.fifoio.adapters.testing.DeafSource;
import io.fifoio.adapters.testing.Taker;
import io.fifoio.adapters.testing.Watched;
import io.fifoio.testing.NoLeakedThreads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A subscriber cancels, throws, or is forgotten: its source ends, and what it got is not taken for the whole. */
@ExtendWith(NoLeakedThreads.class)
final class SubscriberThatLeavesTest {

    private static final int CHUNK = Chunk.SIZE;

    private static Watched endless() {
        return new Watched(out -> {
            while (true) {
                out.write(new byte[1000]);
            }
        });
    }

    @Test
    void cancellingEndsTheSourceAndAllSignals() throws Exception {
        Watched source = endless();
        try (SourcePublisher publisher = SourcePublisher.of(source)) {
            Taker taker = Taker.idle();
            publisher.subscribe(taker);
            taker.request(2);
            taker.awaitTaken(2 * CHUNK);
            taker.cancel();
            taker.request(5);

            assertThat(source.thrown())
                    .isInstanceOf(IOException.class)
                    .hasMessage("nothing is accepted any more after " + 2 * CHUNK + " bytes: the subscriber cancelled");
            assertThat(taker.hasEnded()).isFalse();
            assertThat(taker.taken()).hasSize(2 * CHUNK);
            assertThatThrownBy(publisher::result)
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasMessage("sending stopped after " + 2 * CHUNK
                            + " bytes, before the source's end; the subscriber cancelled")
                    .hasNoCause();
        }
    }

    @Test
    void cancellingDoesNotWaitForASourceThatWaitsForSomethingElse() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        try (SourcePublisher publisher = SourcePublisher.of(new DeafSource(gate))) {
            Taker taker = Taker.ofAll();
            publisher.subscribe(taker);
            taker.cancel();
            taker.cancel();
            gate.countDown();
        }
    }

    @Test
    void aSubscriberThatThrowsEndsTheSource() throws Exception {
        IllegalStateException failure = new IllegalStateException("full");
        Watched source = endless();
        try (SourcePublisher publisher = SourcePublisher.of(source)) {
            publisher.subscribe(throwing(failure, Long.MAX_VALUE));

            assertThat(source.thrown()).hasMessageContaining("the subscriber failed: " + failure);
            assertThatThrownBy(publisher::result)
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasCause(failure);
        }
    }

    @Test
    void aSubscriberThatThrowsAtTheLastBufferHasNotGotAll() throws Exception {
        IllegalStateException failure = new IllegalStateException("full");
        try (SourcePublisher publisher = SourcePublisher.of(out -> out.write(new byte[] {1, 2, 3}))) {
            publisher.subscribe(throwing(failure, Long.MAX_VALUE));

            Await.until("it has thrown", () -> {
                Throwable thrown = catchThrowable(publisher::result);
                return thrown != null && thrown.getCause() == failure;
            });
        }
    }

    @Test
    void aSubscriberThatThrowsAtOnceIsNotServed() throws Exception {
        IllegalStateException failure = new IllegalStateException("not now");
        Watched source = endless();
        try (SourcePublisher publisher = SourcePublisher.of(source)) {
            publisher.subscribe(throwing(failure, 0));

            assertThatThrownBy(publisher::result).hasCause(failure);
        }
        assertThat(source.starts()).isZero();
    }

    /** @param demand 0: throws at once; otherwise at the first buffer */
    private static Flow.Subscriber<ByteBuffer> throwing(RuntimeException failure, long demand) {
        return new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                if (demand == 0) {
                    throw failure;
                }
                subscription.request(demand);
            }

            @Override
            public void onNext(ByteBuffer item) {
                throw failure;
            }

            @Override
            public void onError(Throwable thrown) {
                throw new AssertionError("signalled after it has failed", thrown);
            }

            @Override
            public void onComplete() {
                throw new AssertionError("signalled after it has failed");
            }
        };
    }

    @Test
    void aSourceEndsWhenItsSubscriberIsDropped() throws Exception {
        Watched source = endless();
        SourcePublisher publisher = SourcePublisher.of(source);
        takeOne(publisher);

        Await.until("the source ends", () -> {
            System.gc();
            return source.ended();
        });

        assertThat(source.thrown()).hasMessageContaining("the subscriber can't be reached any more");
    }

    private static void takeOne(SourcePublisher publisher) {
        Taker taker = Taker.idle();
        publisher.subscribe(taker);
        taker.request(1);
        taker.awaitTaken(CHUNK);
    }

    @Test
    void aSubscriberThatNobodyElseHoldsIsServedToTheEnd() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch completed = new CountDownLatch(1);
        try (SourcePublisher publisher = SourcePublisher.of(out -> {
            Await.open(goOn);
            out.write(1);
        })) {
            publisher.subscribe(new Flow.Subscriber<>() {
                @Override
                public void onSubscribe(Flow.Subscription subscription) {
                    subscription.request(Long.MAX_VALUE);
                }

                @Override
                public void onNext(ByteBuffer item) {}

                @Override
                public void onError(Throwable thrown) {}

                @Override
                public void onComplete() {
                    completed.countDown();
                }
            });
            for (int i = 0; i < 3; i++) {
                System.gc();
            }
            goOn.countDown();

            Await.open(completed);
        }
    }
}
