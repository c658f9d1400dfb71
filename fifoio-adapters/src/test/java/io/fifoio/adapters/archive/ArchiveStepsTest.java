package io.fifoio.adapters.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SourceInputStream;
import io.fifoio.adapters.StepwiseSource;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Probe;
import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Archives that are opened: on whose thread, and what is closed. */
@ExtendWith(NoLeakedThreads.class)
final class ArchiveStepsTest {

    private static final byte[] PAYLOAD = Payload.ofSize(300_000);

    enum Format {
        TAR(Tar::of, Tar::read),
        ZIP(Zip::of, Zip::read);

        private final Function<Iterable<Entry>, PushSource> writer;
        private final Function<InputStream, ArchiveReader> reader;

        Format(Function<Iterable<Entry>, PushSource> writer, Function<InputStream, ArchiveReader> reader) {
            this.writer = writer;
            this.reader = reader;
        }

        PushSource of(Stream<Entry> entries) {
            return this == TAR ? Tar.of(entries) : Zip.of(entries);
        }

        PushSource of(Iterator<Entry> entries) {
            return this == TAR ? Tar.of(entries) : Zip.of(entries);
        }
    }

    private static StepwiseSource stepwise(Set<Thread> threads) {
        return PushSource.from(() -> {
            threads.add(Thread.currentThread());
            return new ByteArrayInputStream(PAYLOAD);
        });
    }

    @ParameterizedTest
    @EnumSource
    void needsNoThreadWhereTheContentsNeedNone(Format format) throws Exception {
        Set<Thread> threads = new HashSet<>();
        Iterable<Entry> entries = () -> {
            threads.add(Thread.currentThread());
            return List.of(
                            Entry.file("long", PAYLOAD.length, stepwise(threads)),
                            Entry.file("unknown", stepwise(threads)),
                            Entry.file("stored", stepwise(threads)).stored(),
                            Entry.file("short", 3, out -> {
                                threads.add(Thread.currentThread());
                                out.write(new byte[3]);
                            }))
                    .iterator();
        };
        PushSource archive = format.writer.apply(entries).through(GZIPOutputStream::new);

        byte[] read;
        try (SourceInputStream in = archive.open()) {
            read = in.readAllBytes();
        }

        assertThat(threads).containsExactly(Thread.currentThread());
        assertThat(read).isEqualTo(Payload.writtenBy(archive));
    }

    @ParameterizedTest
    @EnumSource
    void composesInOneExpressionAndIsReadBackTheSameWay(Format format) throws Exception {
        Iterable<Entry> entries = List.of(
                Entry.file("a", PAYLOAD.length, out -> out.write(PAYLOAD)),
                Entry.file("b", out -> out.write(PAYLOAD)),
                Entry.directory("c"));

        try (ArchiveReader reader = format.reader.apply(new GZIPInputStream(
                format.writer.apply(entries).through(GZIPOutputStream::new).open()))) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.entry().content().readAllBytes()).isEqualTo(PAYLOAD);
            assertThat(reader.next()).isTrue();
            assertThat(reader.entry().content().readAllBytes()).isEqualTo(PAYLOAD);
            assertThat(reader.next()).isTrue();
            assertThat(reader.next()).isFalse();
        }
    }

    /** What is left of the previous entry must not get into the present one. */
    @ParameterizedTest
    @EnumSource
    void writtenStraightTakesNothingForAnEntryWhoseTurnIsOver(Format format) throws Exception {
        AtomicReference<OutputStream> left = new AtomicReference<>();
        AtomicReference<Throwable> refusal = new AtomicReference<>();
        byte[] archive = Payload.writtenBy(format.writer.apply(List.of(
                Entry.file("a", out -> {
                    out.write(1);
                    left.set(out);
                }),
                Entry.file("b", out -> {
                    refusal.set(catchThrowable(() -> left.get().write(2)));
                    out.write(3);
                }))));

        assertThat(refusal.get())
                .isInstanceOf(IOException.class)
                .hasMessage("entry \"a\": written to after its content had ended");
        try (ArchiveReader reader = format.reader.apply(new ByteArrayInputStream(archive))) {
            reader.next();
            assertThat(reader.entry().content().readAllBytes()).containsExactly(1);
            reader.next();
            assertThat(reader.entry().content().readAllBytes()).containsExactly(3);
        }
    }

    /** Counts what is opened and not closed. */
    private static StepwiseSource counted(AtomicInteger open, long failAt) {
        return PushSource.from(() -> {
            open.incrementAndGet();
            return new FilterInputStream(new ByteArrayInputStream(PAYLOAD)) {
                private long given;

                @Override
                public int read(byte[] b, int off, int len) throws IOException {
                    if (given >= failAt) {
                        throw new IOException("half way");
                    }
                    int count = super.read(b, off, Math.min(len, 1000));
                    given += count;
                    return count;
                }

                @Override
                public void close() {
                    open.decrementAndGet();
                }
            };
        });
    }

    @ParameterizedTest
    @EnumSource
    void aStreamOfEntriesIsWrittenOnceAndClosedAtTheEnd(Format format) throws Exception {
        AtomicInteger closed = new AtomicInteger();
        PushSource archive = format.of(Stream.of(Entry.directory("d"), Entry.file("f", 1, out -> out.write(1)))
                .onClose(closed::incrementAndGet));

        try (SourceInputStream in = archive.open();
                ArchiveReader reader = format.reader.apply(in)) {
            assertThat(reader.next()).isTrue();
            assertThat(closed).as("under way").hasValue(0);
            assertThat(reader.next()).isTrue();
            assertThat(reader.entry().name()).isEqualTo("f");
            assertThat(reader.next()).isFalse();
        }

        assertThat(closed).hasValue(1);
        assertThatThrownBy(archive::open).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> archive.writeTo(OutputStream.nullOutputStream()))
                .isInstanceOf(IllegalStateException.class);
        assertThat(closed).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource
    void aStreamOfEntriesIsClosedWhereTheArchiveFailsOrIsGivenUp(Format format) throws Exception {
        AtomicInteger closed = new AtomicInteger();
        PushSource failing = format.of(Stream.of(Entry.file("f", 1, out -> {
                    throw new IOException("half way");
                }))
                .onClose(closed::incrementAndGet));
        assertThatThrownBy(() -> failing.writeTo(OutputStream.nullOutputStream()))
                .hasMessage("half way");
        assertThat(closed).hasValue(1);

        Entry huge = Entry.file("f", PAYLOAD.length, stepwise(new HashSet<>()));
        try (SourceInputStream in =
                format.of(Stream.of(huge).onClose(closed::incrementAndGet)).open()) {
            in.readNBytes(100);
        }
        assertThat(closed).hasValue(2);

        Stream<Entry> used = Stream.of(huge).onClose(closed::incrementAndGet);
        assertThat(used.iterator()).isNotNull();
        PushSource overused = format.of(used);
        assertThatThrownBy(() -> overused.writeTo(OutputStream.nullOutputStream()))
                .isInstanceOf(IllegalStateException.class);
        assertThat(closed).hasValue(3);
    }

    @ParameterizedTest
    @EnumSource
    void anIteratorOfEntriesIsWrittenOnceAndClosedIfItCanBe(Format format) throws Exception {
        AtomicInteger closed = new AtomicInteger();
        PushSource archive = format.of(new ClosingEntries(List.of(Entry.directory("d")), closed));

        archive.writeTo(OutputStream.nullOutputStream());

        assertThat(closed).hasValue(1);
        assertThatThrownBy(archive::open).isInstanceOf(IllegalStateException.class);
        format.of(List.of(Entry.directory("d")).iterator()).writeTo(OutputStream.nullOutputStream());
    }

    private static final class ClosingEntries implements Iterator<Entry>, AutoCloseable {

        private final Iterator<Entry> entries;
        private final AtomicInteger closed;

        ClosingEntries(List<Entry> entries, AtomicInteger closed) {
            this.entries = entries.iterator();
            this.closed = closed;
        }

        @Override
        public boolean hasNext() {
            return entries.hasNext();
        }

        @Override
        public Entry next() {
            return entries.next();
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    @ParameterizedTest
    @EnumSource
    void closesContentAndEntriesWhereverItEnds(Format format) throws Exception {
        AtomicInteger open = new AtomicInteger();
        AtomicInteger closed = new AtomicInteger();
        for (boolean unknown : new boolean[] {true, false}) {
            for (long failAt : new long[] {0, 150_000, Long.MAX_VALUE}) {
                StepwiseSource content = counted(open, failAt);
                PushSource archive = format.writer.apply(() -> new ClosingEntries(
                        List.of(
                                Entry.directory("d"),
                                unknown ? Entry.file("a", content) : Entry.file("a", PAYLOAD.length, content)),
                        closed));
                closed.set(0);

                try (SourceInputStream in = archive.open()) {
                    in.readNBytes(100);
                }
                assertThat(open).as("given up early, failing at %s", failAt).hasValue(0);
                assertThat(closed).hasValue(1);

                try (SourceInputStream in = archive.open()) {
                    if (failAt < PAYLOAD.length) {
                        assertThatThrownBy(in::readAllBytes)
                                .isInstanceOf(IOException.class)
                                .hasRootCauseMessage("half way");
                    } else {
                        in.readAllBytes();
                    }
                }
                assertThat(open).as("read to its end, failing at %s", failAt).hasValue(0);
                assertThat(closed).hasValue(2);
            }
        }
    }

    /** Otherwise the entry would be missing, and the archive whole. */
    @ParameterizedTest
    @EnumSource
    void namesTheEntryWhoseContentOpensAsNull(Format format) throws Exception {
        PushSource none = new PushSource() {
            @Override
            public void writeTo(OutputStream out) {}

            @Override
            public SourceInputStream open() {
                return null;
            }
        };
        PushSource archive = format.writer.apply(List.of(Entry.file("a", none), Entry.directory("d")));

        try (SourceInputStream in = archive.open()) {
            assertThatThrownBy(in::readAllBytes)
                    .hasRootCauseMessage("the stream that the content of \"a\" was opened as");
        }
    }

    @Test
    void keepsTheInterruptThatEndsTheClosingOfItsEntries() {
        class Waiting implements Iterator<Entry>, AutoCloseable {
            @Override
            public boolean hasNext() {
                return false;
            }

            @Override
            public Entry next() {
                throw new AssertionError("there is none");
            }

            @Override
            public void close() {
                Probe.<RuntimeException>raiseAsItIs(new InterruptedException("while closing"));
            }
        }

        assertThatThrownBy(() -> Tar.of(Waiting::new).writeTo(OutputStream.nullOutputStream()))
                .isInstanceOf(IOException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).as("the interrupt flag").isTrue();
    }

    @Test
    void aContentThatIsNoArchiveEntryIsNamed() {
        List<Entry> entries = new java.util.ArrayList<>();
        entries.add(null);

        assertThatThrownBy(() -> Payload.writtenBy(Tar.of(entries)))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("entry");
    }

    @ParameterizedTest
    @EnumSource
    void namesAnEntryOfAWrongSizeWhenOpened(Format format) throws Exception {
        for (int declared : new int[] {PAYLOAD.length - 1, PAYLOAD.length + 1}) {
            PushSource archive = format.writer.apply(List.of(Entry.file("a", declared, out -> out.write(PAYLOAD))));
            try (SourceInputStream in = archive.open()) {
                assertThatThrownBy(in::readAllBytes)
                        .isInstanceOf(IOException.class)
                        .cause()
                        .hasMessageContaining("\"a\"")
                        .hasMessageContaining("declared " + declared);
            }
        }
    }

    /** If any thread was interrupted, it was the content's, not the reader's. */
    @ParameterizedTest
    @EnumSource
    void doesNotTakeAnInterruptOfAContentForOneOfItsReader(Format format) throws Exception {
        PushSource archive = format.writer.apply(List.of(Entry.file("a", out -> {
            out.write(PAYLOAD);
            throw new InterruptedException("in the content");
        })));

        try (SourceInputStream in = archive.open()) {
            assertThatThrownBy(in::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasRootCauseInstanceOf(InterruptedException.class);
        }
        assertThat(Thread.interrupted()).as("the reader's interrupt flag").isFalse();
    }

    /** The entry would have a gap, or none of the bytes that its content believes it has written. */
    @ParameterizedTest
    @EnumSource
    void writtenStraightIsNotWholeWhereAContentSwallowsWhatItsWriteThrows(Format format) {
        PushSource content = out -> {
            out.write(1);
            try {
                out.write(PAYLOAD, 1, PAYLOAD.length);
            } catch (IndexOutOfBoundsException swallowed) {
                out.write(2);
            }
        };

        for (Entry entry : List.of(Entry.file("a", content), Entry.file("a", 2, content))) {
            assertThatThrownBy(() -> Payload.writtenBy(format.writer.apply(List.of(entry))))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("\"a\"")
                    .hasRootCauseInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    /** The writer of a tar does not pass flushes on. */
    @Test
    void writtenStraightIsNotWholeWhereAContentSwallowsAFailedFlush() {
        AtomicInteger flushes = new AtomicInteger();
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) {}

            @Override
            public void flush() throws IOException {
                if (flushes.getAndIncrement() == 0) {
                    throw new IOException("full");
                }
            }
        };
        Entry entry = Entry.file("a", 2, out -> new PrintStream(out, true).print("x\n"));

        assertThatThrownBy(() -> Zip.of(List.of(entry)).writeTo(full))
                .isInstanceOf(IOException.class)
                .hasMessage("full");
    }

    /** Half of that write would be in the entry, and the other half nowhere, or in the next one. */
    @Test
    void writtenStraightIsNotWholeWhereAThreadOfAContentStillWrites() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch returned = new CountDownLatch(1);
        OutputStream slow = new OutputStream() {
            @Override
            public void write(int b) {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] b, int off, int len) {
                if (!Thread.currentThread().getName().equals("left behind")) {
                    return;
                }
                writing.countDown();
                try {
                    returned.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        AtomicReference<Throwable> told = new AtomicReference<>();
        AtomicReference<Thread> left = new AtomicReference<>();
        PushSource archive = Tar.of(List.of(Entry.file("a", PAYLOAD.length, out -> {
            Thread thread = new Thread(() -> told.set(catchThrowable(() -> out.write(PAYLOAD))), "left behind");
            left.set(thread);
            thread.start();
            writing.await();
        })));

        try {
            assertThatThrownBy(() -> archive.writeTo(slow))
                    .isInstanceOf(IOException.class)
                    .hasMessage("entry \"a\": another thread of its content is still writing");
        } finally {
            returned.countDown();
            left.get().join();
        }
    }
}
