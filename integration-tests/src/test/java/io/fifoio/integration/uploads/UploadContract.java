package io.fifoio.integration.uploads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.adapters.PushSource;
import io.fifoio.testing.NoLeakedThreads;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every upload promises, whichever client sends it: no server takes for whole what is not. */
@ExtendWith(NoLeakedThreads.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class UploadContract {

    private static final long SEED = 20261126;
    private static final byte[] PAYLOAD = new byte[300_000];

    static {
        new Random(SEED).nextBytes(PAYLOAD);
    }

    /** Servers that one of the clients talks to. */
    enum Kind {
        JDK {
            @Override
            Receiver start() throws Exception {
                return new JdkReceiver();
            }
        },
        JETTY {
            @Override
            Receiver start() throws Exception {
                return new JettyReceiver();
            }
        };

        abstract Receiver start() throws Exception;
    }

    abstract Uploader uploader() throws Exception;

    Stream<Kind> servers() {
        return Stream.of(Kind.values());
    }

    private static PushSource payload() {
        return out -> out.write(PAYLOAD);
    }

    /** Writes so much of the payload and fails, having closed what it writes to as a writer's try-with-resources does. */
    private static PushSource failing(int after, Throwable failure) {
        return out -> {
            try (out) {
                out.write(PAYLOAD, 0, after);
            }
            if (failure instanceof Error error) {
                throw error;
            }
            throw (Exception) failure;
        };
    }

    private static PushSource unmet(int announced) {
        return payload().ofLength(announced);
    }

    @ParameterizedTest
    @MethodSource("servers")
    void bringsAllOfIt(Kind kind) throws Exception {
        Receiver receiver = kind.start();
        try (receiver;
                Uploader uploader = uploader()) {
            assertThat(uploader.post(receiver.uri("/take"), payload())).isEqualTo(200);
            assertThat(uploader.post(receiver.uri("/take"), payload().ofLength(PAYLOAD.length)))
                    .isEqualTo(200);
            assertThat(uploader.post(receiver.uri("/take"), out -> {})).isEqualTo(200);
        }

        assertThat(receiver.whole()).extracting(Receiver.Whole::body).containsExactly(PAYLOAD, PAYLOAD, new byte[0]);
        assertThat(receiver.whole().get(1).contentLength()).isEqualTo(PAYLOAD.length);
    }

    Stream<Arguments> failures() {
        return servers()
                .flatMap(kind -> Stream.of(
                        Arguments.of(kind, 0, new StackOverflowError("error")),
                        Arguments.of(kind, 1, new IOException("checked, of I/O")),
                        Arguments.of(kind, PAYLOAD.length / 2, new ReflectiveOperationException("checked")),
                        Arguments.of(kind, PAYLOAD.length, new IllegalStateException("unchecked"))));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whatFailsIsTakenForWholeByNobody(Kind kind, int after, Throwable failure) throws Exception {
        breaks(kind, failing(after, failure), failure);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whatFailsAndHasALengthIsTakenForWholeByNobody(Kind kind, int after, Throwable failure) throws Exception {
        breaks(kind, failing(after, failure).ofLength(PAYLOAD.length), failure);
    }

    private void breaks(Kind kind, PushSource source, Throwable failure) throws Exception {
        Receiver receiver = kind.start();
        try (receiver;
                Uploader uploader = uploader()) {
            Throwable thrown = catchThrowable(() -> uploader.post(receiver.uri("/take"), source));

            assertThat(thrown).as("what the client throws").isNotNull();
            assertThat(thrown).hasStackTraceContaining(failure.toString());
        }
        assertThat(receiver.whole()).as("what the server took for whole").isEmpty();
    }

    /** A server has the whole of an empty body as soon as it has the header that says so. */
    @ParameterizedTest
    @MethodSource("servers")
    void whatFailsAndWasToBeEmptyIsTakenForWholeByNobody(Kind kind) throws Exception {
        IOException failure = new IOException("before it wrote anything");

        breaks(kind, failing(0, failure).ofLength(0), failure);
    }

    Stream<Arguments> lengths() {
        return servers()
                .flatMap(kind -> Stream.of(0, 1, PAYLOAD.length - 1, PAYLOAD.length + 1, 2 * PAYLOAD.length)
                        .map(announced -> Arguments.of(kind, announced)));
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void whatDoesNotMeetItsLengthIsTakenForWholeByNobody(Kind kind, int announced) throws Exception {
        Receiver receiver = kind.start();
        try (receiver;
                Uploader uploader = uploader()) {
            assertThat(catchThrowable(() -> uploader.post(receiver.uri("/take"), unmet(announced))))
                    .as("what the client throws")
                    .hasStackTraceContaining(announced + " were announced");
        }
        assertThat(receiver.whole()).as("what the server took for whole").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void isSentAgainWhereTheServerPointsElsewhere(Kind kind) throws Exception {
        AtomicInteger written = new AtomicInteger();
        PushSource counted = out -> {
            written.incrementAndGet();
            out.write(PAYLOAD);
        };
        Receiver receiver = kind.start();
        try (receiver;
                Uploader uploader = uploader()) {
            int status = uploader.post(receiver.uri("/moved"), counted);
            assertThat(status).isEqualTo(followsRedirects() ? 200 : 307);
        }

        assertThat(written).hasValue(followsRedirects() ? 2 : 1);
        assertThat(receiver.whole()).allMatch(whole -> Arrays.equals(whole.body(), PAYLOAD));
    }

    /** Whether the client sends a body again when it is redirected. */
    boolean followsRedirects() {
        return true;
    }

    Stream<Arguments> early() {
        return servers().flatMap(kind -> Stream.of("/refuse", "/ignore").map(path -> Arguments.of(kind, path)));
    }

    @ParameterizedTest
    @MethodSource("early")
    void anAnswerBeforeTheEndReleasesTheSource(Kind kind, String path) throws Exception {
        Endless source = new Endless();
        Receiver receiver = kind.start();
        try (receiver;
                Uploader uploader = uploader()) {
            // Some clients return the answer, others report that the connection broke; none may hang.
            AtomicInteger status = new AtomicInteger();
            Throwable thrown = catchThrowable(() -> status.set(uploader.post(receiver.uri(path), source)));
            if (thrown != null) {
                assertThat(thrown).isInstanceOf(Exception.class);
            } else {
                assertThat(status.get()).isEqualTo(path.equals("/refuse") ? 413 : 200);
            }
        }

        source.awaitEnd();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void anInterruptReleasesTheSource(Kind kind) throws Exception {
        Endless source = new Endless();
        Receiver receiver = kind.start();
        try (receiver;
                Uploader uploader = uploader()) {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            Thread sender = new Thread(
                    () -> thrown.set(catchThrowable(() -> uploader.post(receiver.uri("/wait"), source))), "sender");
            sender.start();
            assertThat(receiver.arrived().await(20, TimeUnit.SECONDS)).isTrue();
            sender.interrupt();
            if (!endsByInterrupt()) {
                receiver.goOn();
            }
            sender.join(20_000);

            assertThat(sender.isAlive()).as("the client hangs").isFalse();
            assertThat(thrown.get()).as("what the client throws").isNotNull();
        }

        source.awaitEnd();
    }

    /** Whether the client ends at once when the thread that sends is interrupted while the server reads nothing. */
    boolean endsByInterrupt() {
        return true;
    }

    /** Writes until it is stopped. */
    private static final class Endless implements PushSource {

        private final AtomicInteger running = new AtomicInteger();
        private final CountDownLatch ended = new CountDownLatch(1);

        @Override
        public void writeTo(OutputStream out) throws IOException {
            running.incrementAndGet();
            try {
                while (true) {
                    out.write(PAYLOAD);
                }
            } finally {
                running.decrementAndGet();
                ended.countDown();
            }
        }

        /** Waits until it has ended each time, if it was asked at all. */
        void awaitEnd() throws InterruptedException {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (running.get() > 0) {
                ended.await(1, TimeUnit.MILLISECONDS);
                assertThat(System.nanoTime()).as("the source still runs").isLessThan(deadline);
            }
        }
    }
}
