package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.testing.Payload;
import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Another stream's bytes as a source. */
@ExtendWith(NoLeakedThreads.class)
final class ReadSourceTest {

    private static final byte[] PAYLOAD = Payload.ofSize(100_000);

    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();

    private InputStream input() {
        opened.incrementAndGet();
        return new ByteArrayInputStream(PAYLOAD) {
            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
    }

    @Test
    void opensAndClosesAnewEachTime() throws Exception {
        PushSource source = PushSource.from(this::input);

        for (int i = 1; i <= 3; i++) {
            assertThat(source.<byte[]>feed(InputStream::readAllBytes)).isEqualTo(PAYLOAD);
            assertThat(opened).hasValue(i);
            assertThat(closed).hasValue(i);
        }
        assertThat(Payload.writtenBy(source)).isEqualTo(PAYLOAD);
        assertThat(closed).hasValue(4);
    }

    @Test
    void encodesWithoutAThread() throws Exception {
        Thread here = Thread.currentThread();
        StepwiseSource source = PushSource.from(() -> {
                    assertThat(Thread.currentThread()).isSameAs(here);
                    return input();
                })
                .through(GZIPOutputStream::new);

        try (GZIPInputStream in = new GZIPInputStream(source.open())) {
            assertThat(in.readAllBytes()).isEqualTo(PAYLOAD);
        }
    }

    @Test
    void closesWhatIsNotReadToItsEnd() throws Exception {
        try (SourceInputStream in = PushSource.from(this::input).open()) {
            in.read();
            assertThat(closed).hasValue(0);
        }
        assertThat(closed).hasValue(1);
    }

    @Test
    void closesWhatFails() {
        IOException failure = new IOException("disk");
        PushSource source = PushSource.from(() -> new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        });

        assertThatThrownBy(() -> source.feed(InputStream::readAllBytes)).hasCause(failure);
        assertThat(closed).hasValue(1);
    }

    @Test
    void opensNothingThatIsNotRead() throws Exception {
        PushSource.from(this::input).open().close();

        assertThat(opened).hasValue(0);
    }

    @Test
    void tellsOfAnOpenerThatFails() throws Exception {
        SQLException failure = new SQLException("no row");
        try (SourceInputStream in = PushSource.from(() -> {
                    throw failure;
                })
                .open()) {
            assertThatThrownBy(in::read).hasCause(failure);
        }
        try (SourceInputStream in = PushSource.from(() -> null).open()) {
            assertThatThrownBy(in::read)
                    .cause()
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("the stream to read from");
        }
    }

    @Test
    void ofAStreamAtHandIsForOneUse() throws Exception {
        InputStream input = input();
        input.skipNBytes(10);
        StepwiseSource source = PushSource.from(input);

        assertThat(source.<byte[]>feed(InputStream::readAllBytes)).hasSize(PAYLOAD.length - 10);

        assertThat(closed).hasValue(1);
        assertThatThrownBy(source::open).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesNothing() {
        assertThatThrownBy(() -> PushSource.from((InputStream) null)).hasMessage("in");
        assertThatThrownBy(() -> PushSource.from((java.util.concurrent.Callable<InputStream>) null))
                .hasMessage("opener");
    }
}
