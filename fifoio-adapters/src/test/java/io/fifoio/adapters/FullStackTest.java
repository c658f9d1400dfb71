package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.testing.Parts;
import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Running;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigestSpi;
import java.security.Provider;
import java.security.Security;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A read whose stack is all but full, as a parser's may be that calls itself: it catches that further up, and reads on.
 */
@Timeout(60)
@ExtendWith(NoLeakedThreads.class)
final class FullStackTest {

    private static final String OVERFLOWING = "overflows at its first update";

    /** Of that digest. */
    @SuppressWarnings("serial") // never written out
    private static final class Overflows extends Provider {

        Overflows() {
            super("full stacks", "1", "a digest that overflows");
            putService(new Service(this, "MessageDigest", OVERFLOWING, "none", null, null) {
                @Override
                public Object newInstance(Object parameter) {
                    return new Overflowing();
                }
            });
        }
    }

    private static final Provider PROVIDER = new Overflows();

    private static final class Overflowing extends MessageDigestSpi {

        private boolean overflowed;

        @Override
        protected void engineUpdate(byte input) {
            if (!overflowed) {
                overflowed = true;
                throw new StackOverflowError("in a digest");
            }
        }

        @Override
        protected void engineUpdate(byte[] input, int offset, int len) {
            engineUpdate((byte) 0);
        }

        @Override
        protected byte[] engineDigest() {
            return new byte[1];
        }

        @Override
        protected void engineReset() {}
    }

    @BeforeAll
    static void install() {
        Security.addProvider(PROVIDER);
    }

    @AfterAll
    static void remove() {
        Security.removeProvider(PROVIDER.getName());
    }

    /** Whose other exceptions can't be told from it, because the stack is full. */
    @SuppressWarnings({"serial", "EqualsUnsafeCast"}) // never written out
    private static final class Uncomparable extends IOException {

        @Override
        public boolean equals(Object other) {
            throw new StackOverflowError("while the failure is remembered");
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    @Test
    void whileTheFailureOfAStepIsRememberedLosesNeitherItNorTheStep() throws Exception {
        IOException failure = new IOException("of the step");
        failure.addSuppressed(new IOException("known before"));
        AtomicInteger calls = new AtomicInteger();
        Parts source = Parts.of(
                        out -> out.write(new byte[] {1, 2}),
                        out -> {
                            if (calls.incrementAndGet() == 1) {
                                throw failure;
                            }
                        },
                        out -> out.write(3))
                .closing(() -> {
                    throw new Uncomparable();
                });
        try (SourceInputStream in = source.open()) {
            assertThat(in.read()).isEqualTo(1);

            assertThat(catchThrowable(in::read)).isInstanceOf(StackOverflowError.class);

            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(in::read)
                        .isInstanceOf(IncompleteStreamException.class)
                        .hasCause(failure);
            }
            assertThatThrownBy(in::result)
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasCause(failure);
        }
        assertThat(calls).as("calls of the step").hasValue(1);
        assertThat(source.closes()).isEqualTo(1);
    }

    private static SourceInputStream digested(Engines engine) {
        return engine.open(out -> out.write(new byte[] {1, 2, 3})).digest(OVERFLOWING);
    }

    /** What the read would have returned is gone. */
    @ParameterizedTest
    @EnumSource
    void behindWhatWasTakenFailsWhatFollows(Engines engine) throws Exception {
        try (SourceInputStream in = digested(engine)) {
            Throwable thrown = catchThrowable(() -> in.read(new byte[2]));

            assertThat(thrown).isInstanceOf(StackOverflowError.class);
            assertThatThrownBy(in::read)
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasMessageContaining("an earlier read failed")
                    .hasCause(thrown);
            assertThatThrownBy(() -> in.read(new byte[3])).hasCause(thrown);
            assertThatThrownBy(in::result)
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasCause(thrown);
        }
        try (SourceInputStream in = digested(engine)) {
            Throwable thrown = catchThrowable(in::read);

            assertThatThrownBy(in::readAllBytes).hasCause(thrown);
        }
    }

    /** One that may stop early, too. */
    @ParameterizedTest
    @EnumSource
    void thatASinkSwallowsIsAFailure(Engines engine) {
        for (PullSink<Integer> sink : List.<PullSink<Integer>>of(
                in -> {
                    catchThrowable(in::read);
                    return in.available();
                },
                PullSink.stoppingEarly(in -> {
                    catchThrowable(in::read);
                    return 1;
                }))) {
            assertThatThrownBy(() -> Feed.run(digested(engine), sink))
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasRootCauseInstanceOf(StackOverflowError.class);
        }
    }

    /** So many steps, which may overflow, and so may what closes them. */
    private static final class Counting implements StepwiseSource {

        static final int STEPS = 20;

        private final AtomicInteger closes = new AtomicInteger();

        @Override
        public Steps begin(OutputStream out) {
            return new Steps() {

                private int next;

                @Override
                public boolean next() throws IOException {
                    int now = next++;
                    out.write((now + "\n").getBytes(StandardCharsets.US_ASCII));
                    return now + 1 < STEPS;
                }

                @Override
                public void close() {
                    descend(20);
                    closes.incrementAndGet();
                }
            };
        }
    }

    private static int descend(int calls) {
        return calls == 0 ? 0 : 1 + descend(calls - 1);
    }

    private static int under(int calls, Callable<Integer> call) throws Exception {
        return calls == 0 ? call.call() : under(calls - 1, call) + 0;
    }

    /** How deep calls go here before the stack is full. */
    private static int deepest() {
        int fits = 0;
        int overflows = 10_000_000;
        while (overflows - fits > 1) {
            int tried = (fits + overflows) / 2;
            try {
                under(tried, () -> 0);
                fits = tried;
            } catch (StackOverflowError full) {
                overflows = tried;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
        return fits;
    }

    /** On a thread of its own, whose stack is soon full. */
    private static void onASmallStack(Running.Action action) throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        action.run();
                        done.complete(null);
                    } catch (Throwable t) {
                        done.completeExceptionally(t);
                    }
                },
                "with a small stack",
                512 * 1024);
        thread.setDaemon(true);
        thread.start();
        done.get(50, TimeUnit.SECONDS);
        thread.join();
    }

    /** What is done where a read at each of many depths has overflowed, or not. */
    private interface Afterwards {
        void check(SourceInputStream in, ByteArrayOutputStream read, Counting source) throws Exception;
    }

    private static void atManyDepths(Afterwards afterwards) throws Exception {
        onASmallStack(() -> {
            for (int round = 0; round < 1000; round++) {
                try (SourceInputStream in =
                        new Counting().through(GZIPOutputStream::new).open()) {
                    in.readAllBytes();
                }
            }
            for (boolean encoded : new boolean[] {false, true}) {
                int deepest = deepest();
                for (int calls = deepest - 300; calls <= deepest; calls++) {
                    Counting source = new Counting();
                    StepwiseSource opened = encoded ? source.through(GZIPOutputStream::new) : source;
                    SourceInputStream in =
                            new SourceInputStream(new Pump(opened, Pump.LARGEST_STEP, Duration.ofSeconds(2)));
                    ByteArrayOutputStream read = new ByteArrayOutputStream();
                    read.write(in.read());
                    byte[] part = new byte[100];
                    int[] count = new int[1];
                    try {
                        under(calls, () -> count[0] = in.read(part));
                    } catch (StackOverflowError full) {
                        // As a parser does.
                    } catch (IncompleteStreamException told) {
                        // At every read that follows.
                    }
                    read.write(part, 0, count[0]);
                    afterwards.check(in, read, source);
                    assertThat(source.closes)
                            .as("closings at %d of %d calls", calls, deepest)
                            .hasValue(1);
                }
            }
        });
    }

    @Test
    void losesNothingUnheard() throws Exception {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        new Counting().writeTo(plain);
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        new Counting().through(GZIPOutputStream::new).writeTo(encoded);

        atManyDepths((in, read, source) -> {
            try (in) {
                in.transferTo(read);
                in.result();
                assertThat(List.of(plain.toByteArray(), encoded.toByteArray())).contains(read.toByteArray());
            } catch (IncompleteStreamException told) {
                assertThatThrownBy(in::read).isInstanceOf(IncompleteStreamException.class);
                assertThatThrownBy(in::result).isInstanceOf(IncompleteStreamException.class);
            }
        });
    }

    @Test
    void keepsNobodyFromClosing() throws Exception {
        atManyDepths((in, read, source) -> Running.start(in::close).result());
    }

    @Test
    void keepsItsReaderFromClosingAsLittle() throws Exception {
        atManyDepths((in, read, source) -> in.closeNow());
    }
}
