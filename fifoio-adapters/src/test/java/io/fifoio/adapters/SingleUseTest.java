package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.testing.Parts;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Probe;
import io.fifoio.adapters.testing.Taker;
import io.fifoio.adapters.testing.Watched;
import io.fifoio.testing.NoLeakedThreads;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A source for one use, plain and stepwise, and what is derived from it. */
@ExtendWith(NoLeakedThreads.class)
final class SingleUseTest {

    /** One way to use a source up. */
    private interface Use {
        void of(PushSource source) throws Exception;
    }

    private static final List<Use> USES = List.of(
            source -> source.writeTo(OutputStream.nullOutputStream()),
            source -> source.open().close(),
            source -> source.open(1).close(),
            source -> source.open(Threads.PRODUCERS).close(),
            source -> source.feed(InputStream::readAllBytes),
            source -> source.feedFromThisThread(InputStream::readAllBytes));

    private static final PushSource PLAIN = out -> out.write(new byte[10]);
    private static final StepwiseSource STEPWISE = Parts.of(out -> out.write(new byte[10]));

    static Stream<Arguments> derivations() {
        return Stream.of(PLAIN, STEPWISE)
                .flatMap(source -> Stream.of(
                                Named.<UnaryOperator<PushSource>>of("itself", once -> once),
                                Named.<UnaryOperator<PushSource>>of(
                                        "through a codec", once -> once.through(GZIPOutputStream::new)),
                                Named.<UnaryOperator<PushSource>>of("of a length", once -> once.ofLength(10)),
                                Named.<UnaryOperator<PushSource>>of("decorated", once -> once.within(task -> task)),
                                Named.<UnaryOperator<PushSource>>of("once more", PushSource::once),
                                Named.<UnaryOperator<PushSource>>of(
                                        "all of it",
                                        once -> once.ofLength(10)
                                                .through(Taps.limit(10))
                                                .once()
                                                .within(task -> task)))
                        .map(derivation -> Arguments.of(source, derivation)));
    }

    @ParameterizedTest
    @MethodSource("derivations")
    void canBeUsedOnceInAnyWay(PushSource source, UnaryOperator<PushSource> derivation) throws Exception {
        for (Use first : USES) {
            for (Use second : USES) {
                Watched watched = Watched.of(source);
                PushSource once = derivation.apply(watched.once());

                first.of(once);

                assertThatThrownBy(() -> second.of(once))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("opened or written only once");
                assertThat(watched.starts()).isLessThanOrEqualTo(1);
            }
        }
    }

    @Test
    void isUsedUpWithAllThatIsDerivedFromIt() throws Exception {
        PushSource once = STEPWISE.once();
        PushSource derived = once.through(GZIPOutputStream::new);
        PushSource other = once.ofLength(10);

        derived.writeTo(OutputStream.nullOutputStream());

        assertThatThrownBy(once::open).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(other::open).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(derived::open).isInstanceOf(IllegalStateException.class);
    }

    /** Otherwise writing it would make the reader of the stream find nothing, or half. */
    @Test
    void cannotBeWrittenBehindTheBackOfAnOpenedStream() throws Exception {
        PushSource once = STEPWISE.once();
        try (SourceInputStream in = once.open()) {
            assertThatThrownBy(() -> once.writeTo(OutputStream.nullOutputStream()))
                    .isInstanceOf(IllegalStateException.class);

            assertThat(in.readAllBytes()).hasSize(10);
        }
    }

    @Test
    void isNotUsedUpByAWrongArgument() throws Exception {
        for (PushSource source : List.of(PLAIN, STEPWISE)) {
            PushSource once = source.once();
            assertThatThrownBy(() -> once.open(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> once.through(null)).isInstanceOf(NullPointerException.class);

            assertThat(Payload.writtenBy(once)).hasSize(10);
        }
    }

    /** As in archives, whose contents need no thread then. */
    private record OwnWay() implements StepwiseSource {

        @Override
        public void writeTo(OutputStream out) throws Exception {
            out.write('w');
        }

        @Override
        public Steps begin(OutputStream out) {
            return () -> {
                out.write('s');
                return false;
            };
        }
    }

    static Stream<Named<UnaryOperator<StepwiseSource>>> stepwiseDerivations() {
        return Stream.of(
                Named.of("once", StepwiseSource::once),
                Named.of("through a codec", source -> source.through(Taps.limit(1))),
                Named.of("of a length", source -> source.ofLength(1)),
                Named.of("decorated", source -> source.within(task -> task)));
    }

    @ParameterizedTest
    @MethodSource("stepwiseDerivations")
    void whatIsDerivedWritesInTheSourcesOwnWay(UnaryOperator<StepwiseSource> derivation) throws Exception {
        assertThat(Payload.writtenBy(derivation.apply(new OwnWay()))).containsExactly('w');
        try (SourceInputStream in = derivation.apply(new OwnWay()).open()) {
            assertThat(in.readAllBytes()).containsExactly('s');
        }
        try (SourceInputStream in = derivation.apply(new OwnWay()).open(Threads.PRODUCERS)) {
            assertThat(in.readAllBytes()).containsExactly('w');
        }
    }

    /** Owns something, which each closing closes. */
    private static class Owning implements PushSource, AutoCloseable {

        private final PushSource source;
        final AtomicInteger closes = new AtomicInteger();

        Owning(PushSource source) {
            this.source = source;
        }

        @Override
        public void writeTo(OutputStream out) throws Exception {
            assertThat(closes).as("closed while it is written").hasValue(0);
            source.writeTo(out);
        }

        @Override
        public void close() {
            closes.incrementAndGet();
        }
    }

    private static final class StepwiseOwning extends Owning implements StepwiseSource {

        private final StepwiseSource source;

        StepwiseOwning(StepwiseSource source) {
            super(source);
            this.source = source;
        }

        @Override
        public Steps begin(OutputStream out) throws Exception {
            assertThat(closes).as("closed before it begins").hasValue(0);
            return source.begin(out);
        }
    }

    private static Owning owning(PushSource source) {
        return source instanceof StepwiseSource stepwise ? new StepwiseOwning(stepwise) : new Owning(source);
    }

    /** Also if it is opened and not read, which is one of the uses. */
    @ParameterizedTest
    @MethodSource("derivations")
    void closesOnceWhatOwnsSomething(PushSource source, UnaryOperator<PushSource> derivation) throws Exception {
        for (Use use : USES) {
            Owning owning = owning(source);
            PushSource once = derivation.apply(owning.once());
            assertThat(owning.closes).as("before its use").hasValue(0);

            use.of(once);

            assertThat(owning.closes).as("after its use").hasValue(1);
        }
    }

    /** As with a request that could not be sent: then the client has not subscribed, or has not requested anything. */
    @ParameterizedTest
    @MethodSource("derivations")
    void closesOnceWhatOwnsSomethingWithItsPublisher(PushSource source, UnaryOperator<PushSource> derivation)
            throws Exception {
        for (int subscribers : new int[] {0, 1, 2}) {
            Owning owning = owning(source);
            SourcePublisher publisher = SourcePublisher.of(derivation.apply(owning.once()));
            for (int i = 0; i < subscribers; i++) {
                publisher.subscribe(Taker.idle());
            }
            assertThat(owning.closes).as("before").hasValue(0);

            publisher.close();
            publisher.close();

            assertThat(owning.closes).as(subscribers + " subscribers").hasValue(1);
        }
    }

    @ParameterizedTest
    @MethodSource("derivations")
    void closesOnceWhatItsPublisherHasSent(PushSource source, UnaryOperator<PushSource> derivation) throws Exception {
        Owning owning = owning(source);
        try (SourcePublisher publisher = SourcePublisher.of(derivation.apply(owning.once()))) {
            Taker taker = Taker.ofAll();
            publisher.subscribe(taker);
            taker.whole();
        }

        assertThat(owning.closes).hasValue(1);
    }

    @Test
    void isNotClosedWithAPublisherWhereAnotherReadsIt() throws Exception {
        Owning owning = owning(STEPWISE);
        PushSource once = owning.once();
        SourcePublisher publisher = SourcePublisher.of(once);
        try (SourceInputStream in = once.open()) {
            publisher.close();

            assertThat(owning.closes).as("while it is read").hasValue(0);
            assertThat(in.readAllBytes()).hasSize(10);
        }
        assertThat(owning.closes).hasValue(1);
    }

    @ParameterizedTest
    @MethodSource("stepwiseDerivations")
    void closesWhatOwnsSomethingWhereItIsBegunAndLeft(UnaryOperator<StepwiseSource> derivation) throws Exception {
        for (boolean now : new boolean[] {false, true}) {
            StepwiseOwning owning = new StepwiseOwning(Parts.of(out -> out.write(1)));
            Steps steps = derivation.apply(owning.once()).begin(OutputStream.nullOutputStream());
            assertThat(owning.closes).hasValue(0);

            if (now) {
                steps.closeNow();
            } else {
                steps.close();
            }

            assertThat(owning.closes).hasValue(1);
        }
    }

    @Test
    void tellsWhyTheClosingFailed() throws Exception {
        SQLException failure = new SQLException("not closed");
        class Failing extends Owning {
            Failing() {
                super(PLAIN);
            }

            @Override
            public void close() {
                Probe.<RuntimeException>raiseAsItIs(failure);
            }
        }

        SourceInputStream in = new Failing().once().open();
        assertThatThrownBy(in::close)
                .isInstanceOf(IOException.class)
                .hasMessage("the source could not be closed: " + failure)
                .hasCause(failure);
        in.close();
        assertThatThrownBy(SourcePublisher.of(new Failing().once())::close)
                .isInstanceOf(IOException.class)
                .hasCause(failure);
        assertThatThrownBy(() -> new Failing().once().writeTo(OutputStream.nullOutputStream()))
                .isInstanceOf(IOException.class)
                .hasCause(failure);
    }

    @Test
    void throwsNothingUncheckedOutOfClosingAndKeepsAnInterrupt() {
        for (Throwable failure : List.of(new AssertionError("of closing"), new InterruptedException("of closing"))) {
            class Failing extends Owning {
                Failing() {
                    super(PLAIN);
                }

                @Override
                public void close() {
                    Probe.<RuntimeException>raiseAsItIs(failure);
                }
            }

            assertThatThrownBy(new Failing().once().open()::close)
                    .isInstanceOf(IOException.class)
                    .hasCause(failure);
            assertThat(Thread.interrupted())
                    .as("the interrupt flag")
                    .isEqualTo(failure instanceof InterruptedException);
        }
    }

    @Test
    void staysStepwise() throws Exception {
        Watched source = Watched.of(STEPWISE);

        source.once().through(GZIPOutputStream::new).feed(InputStream::readAllBytes);

        assertThat(source.thread()).isSameAs(Thread.currentThread());
    }
}
