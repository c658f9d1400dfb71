package io.fifoio.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SourceInputStream;
import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeakedThreads.class)
final class OnAThreadTest {

    /** Five bytes, of which it says that they are more or fewer. */
    private record Announced(long bytes) implements PushSource {

        @Override
        public OptionalLong length() {
            return OptionalLong.of(bytes);
        }

        @Override
        public void writeTo(OutputStream out) throws Exception {
            out.write(new byte[5]);
        }
    }

    @Test
    void aSourceIsHeldToTheLengthThatItKnows() throws Exception {
        for (long wrong : new long[] {4, 6}) {
            try (SourceInputStream in = new OnAThread(new Announced(wrong)).open()) {
                assertThatThrownBy(in::readAllBytes).hasMessageContaining(wrong + " were announced");
            }
        }
        try (SourceInputStream in = new OnAThread(new Announced(5)).open()) {
            assertThat(in.readAllBytes()).hasSize(5);
        }
    }

    @Test
    void oneThatCouldBeWrittenInStepsHasAThreadToo() throws Exception {
        AtomicReference<Thread> writer = new AtomicReference<>();
        PushSource steps = PushSource.from(() -> {
            writer.set(Thread.currentThread());
            return new ByteArrayInputStream(new byte[3]);
        });
        try (SourceInputStream in = new OnAThread(steps).open()) {
            assertThat(in.readAllBytes()).hasSize(3);
        }
        assertThat(writer.get()).isNotSameAs(Thread.currentThread());
    }
}
