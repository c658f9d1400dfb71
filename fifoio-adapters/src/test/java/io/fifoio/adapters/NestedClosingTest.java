package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.adapters.archive.Entry;
import io.fifoio.adapters.archive.Tar;
import io.fifoio.adapters.compress.Gzip;
import io.fifoio.adapters.http.FormPart;
import io.fifoio.adapters.http.MultipartForm;
import io.fifoio.adapters.testing.Await;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Running;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A stream without a thread of its own, with a content that has one and waits for something other than its reader:
 * {@code closeNow} interrupts that content, however deeply it is nested.
 */
@ExtendWith(NoLeakedThreads.class)
final class NestedClosingTest {

    private static final long NEVER_MET = 10_000_000;

    private final CountDownLatch waiting = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    /** Long enough to be opened; writes less than its ring takes, so that it waits for nothing but the gate. */
    private final Entry entry = Entry.file("waits", NEVER_MET, out -> {
        out.write(Payload.ofSize(60_000));
        waiting.countDown();
        try {
            Await.open(gate);
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
        }
    });

    @AfterEach
    void openGate() {
        gate.countDown();
    }

    static Stream<Named<UnaryOperator<PushSource>>> wrappings() {
        return Stream.of(
                Named.of("as it is", archive -> archive),
                Named.of("compressed", archive -> archive.through(Gzip.level(1))),
                Named.of("decorated", archive -> archive.within(task -> task)),
                Named.of("read from a stream", archive -> PushSource.from(archive::open)),
                Named.of("in a form", archive -> MultipartForm.of(List.of(FormPart.file("archive", "a.tar", archive)))),
                Named.of("in an archive", archive -> Tar.of(List.of(Entry.file("a.tar", NEVER_MET, archive)))));
    }

    @ParameterizedTest
    @MethodSource("wrappings")
    void interruptsTheContentWhileItIsRead(UnaryOperator<PushSource> wrapping) throws Exception {
        SourceInputStream in = wrapping.apply(Tar.of(List.of(entry))).open();
        Running<byte[]> reading = Running.blocked(in::readAllBytes);
        Await.open(waiting);

        in.closeNow();

        Await.open(interrupted);
        assertThat(reading.failure()).isInstanceOf(AsynchronousCloseException.class);
    }

    @ParameterizedTest
    @MethodSource("wrappings")
    void interruptsTheContentBetweenTwoReads(UnaryOperator<PushSource> wrapping) throws Exception {
        SourceInputStream in = wrapping.apply(Tar.of(List.of(entry))).open();
        in.readNBytes(1_000);
        Await.open(waiting);

        in.closeNow();

        Await.open(interrupted);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    /** The content is waiting either way: the step may have got as far as a write, which is refused by then. */
    @Test
    void aStepThatFailsBecauseTheReaderLeavesIsClosedNowAsWell() throws Exception {
        List<String> calls = new CopyOnWriteArrayList<>();
        StepwiseSource source = out -> new Steps() {
            @Override
            public boolean next() throws IOException {
                waiting.countDown();
                try {
                    Await.open(gate);
                } catch (InterruptedException e) {
                    out.write(1);
                }
                return true;
            }

            @Override
            public void close() {
                calls.add("close");
            }

            @Override
            public void closeNow() {
                calls.add("closeNow");
            }
        };
        SourceInputStream in = source.through(Taps.limit(10)).open();
        Running<byte[]> reading = Running.blocked(in::readAllBytes);
        Await.open(waiting);

        in.closeNow();

        assertThat(reading.failure()).isInstanceOf(AsynchronousCloseException.class);
        assertThat(calls).containsExactly("closeNow");
    }
}
