package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.testing.Await;
import io.fifoio.adapters.testing.Taker;
import io.fifoio.testing.NoLeakedThreads;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What comes after the source's last byte: nothing may be added to it, and who did not take it has not got all. */
@ExtendWith(NoLeakedThreads.class)
final class PublishedToTheEndTest {

    @Test
    void whatAStrayThreadWritesAfterTheReturnIsRefused() throws Exception {
        AtomicReference<OutputStream> kept = new AtomicReference<>();
        try (SourcePublisher publisher = SourcePublisher.of(out -> {
            out.write(new byte[] {1, 2, 3});
            kept.set(out);
        })) {
            Taker taker = Taker.ofAll();
            publisher.subscribe(taker);
            assertThat(taker.whole()).containsExactly(1, 2, 3);

            assertThatThrownBy(() -> kept.get().write(4))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("after the source");

            assertThat(publisher.result().bytes()).isEqualTo(3);
        }
    }

    @Test
    void aSubscriberThatThrowsAtTheLastBufferHasNotGotAll() throws Exception {
        IllegalStateException thrown = new IllegalStateException("the subscriber's");
        try (SourcePublisher publisher = SourcePublisher.of(out -> out.write(new byte[] {1, 2, 3}))) {
            publisher.subscribe(new Flow.Subscriber<>() {
                @Override
                public void onSubscribe(Flow.Subscription subscription) {
                    subscription.request(Long.MAX_VALUE);
                }

                @Override
                public void onNext(ByteBuffer last) {
                    throw thrown;
                }

                @Override
                public void onError(Throwable failure) {}

                @Override
                public void onComplete() {}
            });

            Await.until("it was told", () -> isCauseOf(thrown, catchThrowable(publisher::result)));
            assertThatThrownBy(publisher::result)
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasMessageContaining("the subscriber failed");
        }
    }

    private static boolean isCauseOf(Throwable cause, Throwable failure) {
        return failure != null && failure.getCause() == cause;
    }
}
