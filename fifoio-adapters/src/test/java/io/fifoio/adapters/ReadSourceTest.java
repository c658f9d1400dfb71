package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.Fifo;
import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Probe;
import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterOutputStream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Otherwise a step of data that shrinks most would be inflated to more than the 16 MiB that it may write. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isReadInPiecesThatCanBeInflatedInSteps(boolean tapped) throws Exception {
        int length = 40 << 20;
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(deflated)) {
            out.write(new byte[length]);
        }
        StepwiseSource source = PushSource.from(() -> new ByteArrayInputStream(deflated.toByteArray()));
        if (tapped) {
            source = source.through(Taps.limit(length));
        }

        try (SourceInputStream in = source.through(InflaterOutputStream::new).open()) {
            assertThat(in.transferTo(OutputStream.nullOutputStream())).isEqualTo(length);
            assertThat(in.result().bytes()).isEqualTo(length);
        }
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

    /** The array itself stays with the stream, whose monitor nobody holds while the bytes are written. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 64 * 1024})
    void writesAShortArrayAtOnce(int length) throws Exception {
        byte[] array = Arrays.copyOf(PAYLOAD, 10 + length);
        ByteArrayInputStream in = new ByteArrayInputStream(array);
        in.skip(10);
        AtomicInteger writes = new AtomicInteger();
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] b, int off, int len) {
                writes.incrementAndGet();
                assertThat(b).isNotSameAs(array);
                assertThat(Thread.holdsLock(in)).isFalse();
                super.write(b, off, len);
                Arrays.fill(b, (byte) 0);
            }
        };

        PushSource.from(in).writeTo(out);

        assertThat(out.toByteArray()).isEqualTo(Arrays.copyOfRange(PAYLOAD, 10, 10 + length));
        assertThat(array).isEqualTo(Arrays.copyOf(PAYLOAD, 10 + length));
        assertThat(writes).hasValue(1);
        assertThat(in.read()).isEqualTo(-1);
    }

    /** A copy of it as a whole could be large. */
    @Test
    void writesALongArrayInPieces() throws Exception {
        ByteArrayInputStream in = new ByteArrayInputStream(PAYLOAD);
        AtomicInteger longest = new AtomicInteger();
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] b, int off, int len) {
                longest.accumulateAndGet(len, Math::max);
                assertThat(Thread.holdsLock(in)).isFalse();
                super.write(b, off, len);
            }
        };

        PushSource.from(in).writeTo(out);

        assertThat(out.toByteArray()).isEqualTo(PAYLOAD);
        assertThat(longest).hasValueLessThanOrEqualTo(64 * 1024);
    }

    @Test
    void asksASubclassOfAnArraysStreamForItsBytes() throws Exception {
        PushSource zeros = PushSource.from(() -> new ByteArrayInputStream(PAYLOAD) {
            @Override
            public synchronized int read(byte[] b, int off, int len) {
                int count = super.read(b, off, len);
                Arrays.fill(b, off, off + Math.max(0, count), (byte) 0);
                return count;
            }
        });

        assertThat(Payload.writtenBy(zeros)).isEqualTo(new byte[PAYLOAD.length]);
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

    /** Writes half, and the rest when the gate is open. */
    private static PushSource waiting(CountDownLatch gate) {
        return Probe.waiting(Probe.Point.MIDDLE, gate).writing(PAYLOAD);
    }

    static Stream<Named<UnaryOperator<StepwiseSource>>> derivations() {
        return Stream.of(
                Named.of("as it is", source -> source),
                Named.of("through a codec", source -> source.through(Taps.limit(PAYLOAD.length))),
                Named.of("decorated", source -> source.within(task -> task)),
                Named.of("nested", source -> PushSource.from(source::open)));
    }

    @ParameterizedTest
    @MethodSource("derivations")
    @Timeout(20)
    void canBeReadOnAfterAnInterrupt(UnaryOperator<StepwiseSource> derivation) throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        try (SourceInputStream in =
                derivation.apply(PushSource.from(waiting(gate)::open)).open()) {
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            Thread.currentThread().interrupt();
            try {
                assertThatThrownBy(() -> in.transferTo(read)).isInstanceOf(InterruptedIOException.class);
            } finally {
                assertThat(Thread.interrupted()).as("the interrupt flag").isTrue();
            }
            gate.countDown();
            in.transferTo(read);

            assertThat(read.toByteArray()).isEqualTo(PAYLOAD);
            assertThat(in.result().bytes()).isEqualTo(PAYLOAD.length);
        } finally {
            gate.countDown();
        }
    }

    @Test
    @Timeout(20)
    void canBeReadOnAfterAnInterruptThatMeetsAPair() throws Exception {
        Fifo fifo = Fifo.create();
        try (SourceInputStream in = PushSource.from(fifo.input()).open()) {
            Thread.currentThread().interrupt();
            try {
                assertThatThrownBy(in::read).isInstanceOf(InterruptedIOException.class);
            } finally {
                assertThat(Thread.interrupted()).as("the interrupt flag").isTrue();
            }
            fifo.output().write(PAYLOAD, 0, 1_000);
            fifo.output().complete();
            fifo.output().close();

            assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOf(PAYLOAD, 1_000));
        }
    }

    /** There is nobody who would run another step. */
    @Test
    @Timeout(20)
    void failsOfAnInterruptWhereItIsWrittenInOneGo() {
        StepwiseSource endless = out -> () -> true;
        PushSource source = PushSource.from(endless::open);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> source.writeTo(OutputStream.nullOutputStream()))
                    .isInstanceOf(InterruptedIOException.class);
        } finally {
            assertThat(Thread.interrupted()).as("the interrupt flag").isTrue();
        }
    }

    /** As above, with steps that leave the interrupt to their reader: each would find it again, for ever. */
    @Test
    @Timeout(20)
    void failsOfAnInterruptWhereItsStepsAreWrittenInOneGo() {
        Fifo fifo = Fifo.create();
        StepwiseSource source = out -> PushSource.from(fifo.input()).begin(out);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> source.writeTo(OutputStream.nullOutputStream()))
                    .isInstanceOf(InterruptedIOException.class);
        } finally {
            assertThat(Thread.interrupted()).as("the interrupt flag").isTrue();
        }
    }

    /** What goes on has no need to look. */
    @Test
    void anInterruptIsNothingToStepsThatWrite() throws Exception {
        AtomicInteger left = new AtomicInteger(3);
        StepwiseSource source = out -> () -> {
            out.write(left.get());
            return left.decrementAndGet() > 0;
        };
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        Thread.currentThread().interrupt();
        try {
            source.writeTo(target);
        } finally {
            assertThat(Thread.interrupted()).as("the interrupt flag").isTrue();
        }
        assertThat(target.toByteArray()).containsExactly(3, 2, 1);
    }

    /** It may have lost something. */
    @Test
    void failsOfAnInterruptOfAnotherLibrarysStream() throws Exception {
        InterruptedIOException failure = new InterruptedIOException("somewhere in the middle");
        InputStream foreign = new InputStream() {
            @Override
            public int read() throws IOException {
                Thread.currentThread().interrupt();
                throw failure;
            }
        };
        try (SourceInputStream in = PushSource.from(foreign).open()) {
            assertThatThrownBy(in::read)
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasCause(failure);
            assertThatThrownBy(in::read).isInstanceOf(IncompleteStreamException.class);
        } finally {
            assertThat(Thread.interrupted()).as("the interrupt flag").isTrue();
        }
    }

    @Test
    void refusesNothing() {
        assertThatThrownBy(() -> PushSource.from((InputStream) null)).hasMessage("in");
        assertThatThrownBy(() -> PushSource.from((java.util.concurrent.Callable<InputStream>) null))
                .hasMessage("opener");
    }
}
