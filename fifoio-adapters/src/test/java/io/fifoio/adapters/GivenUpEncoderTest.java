package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.adapters.testing.Parts;
import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens to an encoder whose source fails or whose reader leaves, with both engines. */
@ExtendWith(NoLeakedThreads.class)
final class GivenUpEncoderTest {

    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final IllegalStateException failure = new IllegalStateException("the source's");
    private final StepwiseSource failing = Parts.of(out -> out.write(new byte[] {1, 2, 3}), out -> {
        throw failure;
    });
    private final StepwiseSource endless = out -> () -> {
        out.write(new byte[10_000]);
        return true;
    };

    /** Its trailer is a 9. */
    private class Foreign extends FilterOutputStream {

        Foreign(OutputStream out) {
            super(out);
        }

        @Override
        public void close() throws IOException {
            calls.add("closed");
            out.write(9);
            out.close();
        }
    }

    private final class Own extends Foreign implements Releasable {

        Own(OutputStream out) {
            super(out);
        }

        @Override
        public void release() {
            calls.add("released");
        }
    }

    @ParameterizedTest
    @EnumSource
    void isReleasedAndNotClosedWhereItCanBe(Engines engine) throws Exception {
        assertThat(readUntilFailure(engine.open(failing.through(Own::new)))).containsExactly(1, 2);

        assertThat(calls).containsExactly("released");
    }

    @ParameterizedTest
    @EnumSource
    void isClosedIntoNothingWhereItCannotBeReleased(Engines engine) throws Exception {
        assertThat(readUntilFailure(engine.open(failing.through(Foreign::new)))).containsExactly(1, 2);

        assertThat(calls).containsExactly("closed");
    }

    @ParameterizedTest
    @EnumSource
    void isClosedOnceAfterSuccess(Engines engine) throws Exception {
        try (SourceInputStream in =
                engine.open(Parts.of(out -> out.write(new byte[] {1, 2, 3})).through(Own::new))) {
            assertThat(in.readAllBytes()).containsExactly(1, 2, 3, 9);
        }
        assertThat(calls).containsExactly("closed");
    }

    /** Holds three bytes back, and releases them one by one. */
    private final class Holding extends Foreign implements Releasable {

        private int held = 3;

        Holding(OutputStream out) {
            super(out);
        }

        @Override
        public boolean drain() throws IOException {
            calls.add("drained");
            held--;
            out.write(held);
            if (drainingFails && held == 1) {
                throw failure;
            }
            return held > 0;
        }

        @Override
        public void release() {
            calls.add("released");
        }
    }

    private boolean drainingFails;

    /** So that what it holds is not written in a single step. */
    @Test
    void isDrainedStepByStepBeforeItIsClosed() throws Exception {
        try (SourceInputStream in =
                Parts.of(out -> out.write(8)).through(Holding::new).open()) {
            assertThat(in.read()).isEqualTo(8);
            assertThat(calls).containsExactly("drained");
            assertThat(in.read()).isEqualTo(2);
            assertThat(calls).containsExactly("drained", "drained");
            assertThat(in.readAllBytes()).containsExactly(1, 0, 9);
        }
        assertThat(calls).containsExactly("drained", "drained", "drained", "closed");
    }

    @Test
    void isReleasedWhereDrainingFailsOrItsReaderLeavesMeanwhile() throws Exception {
        try (SourceInputStream in =
                Parts.of(out -> out.write(8)).through(Holding::new).open()) {
            in.read();
        }
        assertThat(calls).containsExactly("drained", "released");

        calls.clear();
        drainingFails = true;
        assertThat(readUntilFailure(
                        Parts.of(out -> out.write(8)).through(Holding::new).open()))
                .containsExactly(8, 2);
        assertThat(calls).containsExactly("drained", "drained", "released");
    }

    @ParameterizedTest
    @EnumSource
    void isReleasedWhereTheReaderLeaves(Engines engine) throws Exception {
        try (SourceInputStream in = engine.open(endless.through(Own::new))) {
            in.read();
        }
        assertThat(calls).containsExactly("released");
    }

    @ParameterizedTest
    @EnumSource
    void isNotMadeWhereNobodyReads(Engines engine) throws Exception {
        engine.open(endless.through(out -> {
                    calls.add("made");
                    return new Own(out);
                }))
                .close();

        assertThat(calls).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void isReleasedWhereTheSourceCannotBegin(Engines engine) throws Exception {
        StepwiseSource source = out -> {
            throw failure;
        };
        assertThat(readUntilFailure(engine.open(source.through(Own::new)))).isEmpty();

        assertThat(calls).containsExactly("released");
    }

    /**
     * An encoder that is closed early may say that its data is not whole; this does not turn an early end into a
     * failure.
     */
    @ParameterizedTest
    @EnumSource
    void thatComplainsOfBeingClosedEarlyIsNotHeard(Engines engine) throws Exception {
        for (Exception complaint :
                List.of(new IOException("unclosed entries"), new IllegalStateException("unclosed entries"))) {
            PullSink<Integer> first = PullSink.stoppingEarly(in -> in.read());

            Integer read = Feed.run(engine.open(endless.through(out -> complaining(out, complaint))), first);

            assertThat(read).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void thatComplainsAfterAFailureIsSuppressedInIt(Engines engine) throws Exception {
        IOException complaint = new IOException("unclosed entries");

        readUntilFailure(engine.open(failing.through(out -> complaining(out, complaint))));

        assertThat(failure.getSuppressed()).containsExactly(complaint);
    }

    @Test
    void thatCannotFreeWhatItHoldsIsHeard() throws Exception {
        IllegalStateException stuck = new IllegalStateException("a worker did not stop");
        SourceInputStream in =
                endless.through(out -> new ReleasedWith(out, stuck)).open();
        in.read();

        assertThatThrownBy(in::close).isInstanceOf(IOException.class).hasCause(stuck);
    }

    @Test
    void losesNoSecondFailureWhereStepsAndEncoderFailToClose() throws Exception {
        IOException steps = new IOException("steps");
        IllegalStateException stuck = new IllegalStateException("encoder");
        SourceInputStream in = Parts.of(out -> out.write(new byte[2]), out -> {})
                .closing(() -> {
                    throw steps;
                })
                .through(out -> new ReleasedWith(out, stuck))
                .open();
        in.read();

        assertThatThrownBy(in::close).isSameAs(steps);
        assertThat(steps.getSuppressed()).containsExactly(stuck);
    }

    private static OutputStream complaining(OutputStream out, Exception complaint) {
        return new FilterOutputStream(out) {
            @Override
            public void close() throws IOException {
                if (complaint instanceof RuntimeException unchecked) {
                    throw unchecked;
                }
                throw (IOException) complaint;
            }
        };
    }

    private static final class ReleasedWith extends FilterOutputStream implements Releasable {

        private final RuntimeException failure;

        ReleasedWith(OutputStream out, RuntimeException failure) {
            super(out);
            this.failure = failure;
        }

        @Override
        public void release() {
            throw failure;
        }
    }

    private byte[] readUntilFailure(SourceInputStream in) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try (in) {
            assertThat(catchThrowable(() -> in.transferTo(read))).hasCause(failure);
        }
        return read.toByteArray();
    }
}
