package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.BrokenPipeException;
import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.testing.Await;
import io.fifoio.adapters.testing.Watched;
import io.fifoio.testing.NoLeakedThreads;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Streams that nobody closes: what runs for them ends once they are unreachable. */
@ExtendWith(NoLeakedThreads.class)
final class DroppedStreamTest {

    @Test
    void aSourceEndsWhenItsOpenedStreamIsDropped() throws Exception {
        Watched endless = Watched.of(out -> {
            while (true) {
                out.write(new byte[1000]);
            }
        });
        readOne(endless);

        Await.until("the source ends", () -> {
            System.gc();
            return endless.ended();
        });

        assertThat(endless.thrown()).isInstanceOf(BrokenPipeException.class);
    }

    private static void readOne(PushSource source) throws Exception {
        assertThat(source.open().read()).isZero();
    }

    @Test
    void aSinkEndsWhenTheStreamThatFeedsItIsDropped() {
        AtomicReference<Throwable> seen = new AtomicReference<>();
        writeSome(in -> {
            try {
                return in.readAllBytes();
            } catch (Throwable failure) {
                seen.set(failure);
                throw failure;
            }
        });

        Await.until("the sink ends", () -> {
            System.gc();
            return seen.get() != null;
        });

        assertThat(seen.get()).isInstanceOf(IncompleteStreamException.class);
    }

    private static void writeSome(PullSink<?> sink) {
        try {
            SinkOutputStream.to(sink).write(new byte[1000]);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
