package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.testing.Parts;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A length that is announced, and held to. */
@ExtendWith(NoLeakedThreads.class)
final class LengthTest {

    private static final PushSource PLAIN = out -> {
        out.write(1);
        out.write(new byte[9]);
    };

    static Stream<PushSource> sourcesOfTenBytes() {
        return Stream.of(PLAIN, Parts.of(out -> out.write(1), out -> out.write(new byte[9])));
    }

    @ParameterizedTest
    @MethodSource("sourcesOfTenBytes")
    void thatIsMet(PushSource source) throws Exception {
        PushSource sized = source.ofLength(10);

        assertThat(sized.length()).hasValue(10);
        assertThat(Payload.writtenBy(sized)).hasSize(10);
        try (SourceInputStream in = sized.open()) {
            assertThat(in.readAllBytes()).hasSize(10);
        }
        try (SourceInputStream in = sized.open(Threads.PRODUCERS)) {
            assertThat(in.readAllBytes()).hasSize(10);
        }
    }

    @ParameterizedTest
    @MethodSource("sourcesOfTenBytes")
    void thatIsTooLongIsAFailureAndTheLastByteIsNeverRead(PushSource source) throws Exception {
        PushSource sized = source.ofLength(11);

        assertThatThrownBy(() -> sized.writeTo(new ByteArrayOutputStream()))
                .isInstanceOf(IncompleteStreamException.class)
                .hasMessageContaining("wrote 10 bytes")
                .hasMessageContaining("11 were announced");
        for (SourceInputStream in : new SourceInputStream[] {sized.open(), sized.open(Threads.PRODUCERS)}) {
            try (in) {
                assertThat(in.readNBytes(9)).hasSize(9);
                assertThatThrownBy(in::read)
                        .isInstanceOf(IncompleteStreamException.class)
                        .hasMessageContaining("11 were announced");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sourcesOfTenBytes")
    void thatIsTooShortIsAFailureAndNoByteTooManyGetsOut(PushSource source) throws Exception {
        PushSource sized = source.ofLength(9);
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        assertThatThrownBy(() -> sized.writeTo(out))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("10 bytes or more")
                .hasMessageContaining("9 were announced");
        assertThat(out.size()).isEqualTo(1);
        for (SourceInputStream in : new SourceInputStream[] {sized.open(), sized.open(Threads.PRODUCERS)}) {
            try (in) {
                assertThatThrownBy(in::readAllBytes).hasMessageContaining("9 were announced");
            }
        }
    }

    @Test
    void ofNothing() throws Exception {
        PushSource empty = out -> {};

        assertThat(Payload.writtenBy(empty.ofLength(0))).isEmpty();
        assertThatThrownBy(() -> Payload.writtenBy(PLAIN.ofLength(0))).hasMessageContaining("0 were announced");
    }

    @Test
    void isNotNegative() {
        assertThatThrownBy(() -> PLAIN.ofLength(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
        assertThatThrownBy(() -> Parts.of(out -> {}).ofLength(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @MethodSource("sourcesOfTenBytes")
    void isKnownThroughWhatDoesNotChangeIt(PushSource source) {
        assertThat(source.length()).isEmpty();
        assertThat(source.ofLength(10).once().length()).hasValue(10);
        assertThat(source.once().ofLength(10).length()).hasValue(10);
        assertThat(source.ofLength(10).within(task -> task).length()).hasValue(10);
        assertThat(source.ofLength(10).within(task -> task).once().length()).hasValue(10);
    }

    static Stream<Codec> taps() {
        return Stream.of(
                Taps.digest("MD5", digest -> {}),
                Taps.count(count -> {}),
                Taps.progress(1, count -> {}),
                Taps.limit(10),
                Taps.tee(OutputStream.nullOutputStream()));
    }

    @ParameterizedTest
    @MethodSource("taps")
    void isKnownThroughATap(Codec tap) throws Exception {
        for (PushSource source : sourcesOfTenBytes().toList()) {
            assertThat(source.through(tap).length()).isEmpty();
            PushSource tapped = source.ofLength(10).through(tap).once();

            assertThat(tapped.length()).hasValue(10);
            assertThat(Payload.writtenBy(tapped)).hasSize(10);
        }
    }

    @Test
    void isTheOneAnnouncedLast() {
        assertThat(PLAIN.ofLength(10).ofLength(11).length()).hasValue(11);
        assertThatThrownBy(() -> Payload.writtenBy(PLAIN.ofLength(10).ofLength(11)))
                .hasMessageContaining("11 were announced");
    }

    /** A user's own source, which knows how long it is, or thinks so. */
    private record Knowing(PushSource source, long bytes) implements PushSource {

        @Override
        public OptionalLong length() {
            return OptionalLong.of(bytes);
        }

        @Override
        public void writeTo(OutputStream out) throws Exception {
            source.writeTo(out);
        }
    }

    private record KnowingSteps(StepwiseSource source, long bytes) implements StepwiseSource {

        @Override
        public OptionalLong length() {
            return OptionalLong.of(bytes);
        }

        @Override
        public Steps begin(OutputStream out) throws Exception {
            return source.begin(out);
        }
    }

    private static Stream<PushSource> knowing(long bytes) {
        return sourcesOfTenBytes()
                .map(source -> source instanceof StepwiseSource steps
                        ? new KnowingSteps(steps, bytes)
                        : new Knowing(source, bytes));
    }

    @Test
    void thatASourceKnowsByItselfIsHeldToWhereverItIsRead() throws Exception {
        PullSink<byte[]> toTheEnd = InputStream::readAllBytes;
        for (PushSource right : knowing(10).toList()) {
            assertThat(right.feed(toTheEnd)).hasSize(10);
            assertThat(right.feedFromThisThread(toTheEnd)).hasSize(10);
        }
        for (long wrong : new long[] {9, 11}) {
            String announced = wrong + " were announced";
            for (PushSource source : knowing(wrong).toList()) {
                for (PushSource derived : List.of(source, source.once(), source.within(task -> task))) {
                    assertThatThrownBy(() -> source.open().readAllBytes()).hasMessageContaining(announced);
                    assertThatThrownBy(() -> source.open(Threads.PRODUCERS).readAllBytes())
                            .hasMessageContaining(announced);
                    assertThatThrownBy(() -> derived.feed(toTheEnd)).hasMessageContaining(announced);
                    assertThatThrownBy(() -> source.feedFromThisThread(toTheEnd))
                            .hasMessageContaining(announced);
                }
            }
        }
    }

    @Test
    void thatASourceKnowsByItselfIsHeldToInFrontOfACodec() throws Exception {
        for (PushSource right : knowing(10).toList()) {
            PushSource encoded = right.through(GZIPOutputStream::new);
            assertThat(encoded.<byte[]>feed(in -> new GZIPInputStream(in).readAllBytes()))
                    .hasSize(10);
        }
        for (long wrong : new long[] {9, 11}) {
            for (PushSource source : knowing(wrong).toList()) {
                PushSource encoded = source.through(GZIPOutputStream::new);
                assertThatThrownBy(() -> encoded.open().readAllBytes()).hasMessageContaining(wrong + " were announced");
                assertThatThrownBy(() -> encoded.writeTo(OutputStream.nullOutputStream()))
                        .hasMessageContaining(wrong + " were announced");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sourcesOfTenBytes")
    void isUnknownThroughACodec(PushSource source) {
        assertThat(source.ofLength(10).through(GZIPOutputStream::new).length()).isEmpty();
    }

    @Test
    void leavesAStepwiseSourceStepwise() throws Exception {
        Thread here = Thread.currentThread();
        StepwiseSource source = Parts.of(out -> {
                    assertThat(Thread.currentThread()).isSameAs(here);
                    out.write(1);
                })
                .ofLength(1)
                .once();

        assertThat(source.<byte[]>feed(in -> in.readAllBytes())).hasSize(1);
    }
}
