package io.fifoio.adapters.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SourceInputStream;
import io.fifoio.adapters.StepwiseSource;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NoLeakedThreads.class)
final class ParallelGzipTest {

    private static final int BLOCK = ParallelGzip.BLOCK;

    private static final String SEED = "payload seed " + Payload.SEED;

    @TempDir
    Path folder;

    private static byte[] gzip(byte[] plain) throws Exception {
        return gzip(ParallelGzip.level(6), out -> out.write(plain));
    }

    private static byte[] gzip(ParallelGzip codec, PushSource source) throws Exception {
        return Payload.writtenBy(source.through(codec));
    }

    /** Several blocks that are too small to be of use, so that a few bytes make many of them. */
    private static byte[] inSmallBlocks(byte[] plain, int level, int threads) throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (OutputStream gzip =
                new ParallelGzipOutputStream(written, GzipHeader.ofLevel(level), threads, GzipBlock.WINDOW)) {
            gzip.write(plain);
        }
        return written.toByteArray();
    }

    private static void assertPlain(byte[] gzip, byte[] plain, String what) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            assertThat(Arrays.equals(in.readAllBytes(), plain))
                    .as("%s, read by the JDK, %s", what, SEED)
                    .isTrue();
        }
        try (InputStream in = new GzipCompressorInputStream(new ByteArrayInputStream(gzip))) {
            assertThat(Arrays.equals(in.readAllBytes(), plain))
                    .as("%s, its first member read by commons-compress, %s", what, SEED)
                    .isTrue();
        }
    }

    static IntStream awkwardSizes() {
        return IntStream.of(
                0, 1, 32_767, 32_768, 32_769, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 5 * BLOCK + 1, 9_000_000);
    }

    @ParameterizedTest
    @MethodSource("awkwardSizes")
    void isReadBackAtAnySize(int size) throws Exception {
        for (Texts kind : Texts.values()) {
            byte[] plain = kind.ofSize(size);

            assertPlain(gzip(plain), plain, kind + " of " + size);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void isReadBackAtEveryLevel(int level) throws Exception {
        for (Texts kind : Texts.values()) {
            for (int size : new int[] {0, 40_000, 65_536, 65_537, 1_000_000}) {
                byte[] plain = kind.ofSize(size);

                assertPlain(inSmallBlocks(plain, level, 3), plain, kind + " of " + size);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void isReadBackByProgramsOfOthers(Texts kind) throws Exception {
        byte[] plain = kind.ofSize(3_000_001);
        byte[] gzip = gzip(plain);

        Programs.run(folder, gzip, "gzip", "-t");
        assertThat(Programs.run(folder, gzip, "gzip", "-dc")).as(SEED).isEqualTo(plain);
        String python = "import gzip, sys; sys.stdout.buffer.write(gzip.decompress(sys.stdin.buffer.read()))";
        assertThat(Programs.run(folder, gzip, "python3", "-c", python)).as(SEED).isEqualTo(plain);
    }

    @Test
    void isHardlyLargerThanWhatOneThreadMakes() throws Exception {
        byte[] plain = Texts.JSON.ofSize(20_000_000);
        ByteArrayOutputStream single = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(single)) {
            gzip.write(plain);
        }

        assertThat(gzip(plain).length).isLessThan(single.size() + single.size() / 100);
    }

    @Test
    void dependsOnTheBytesAlone() throws Exception {
        byte[] plain = Texts.JSON.ofSize(2_000_000);
        byte[] expected = gzip(plain);

        for (int threads : new int[] {1, 2, 3, 7}) {
            assertThat(gzip(ParallelGzip.level(6).threads(threads), out -> out.write(plain)))
                    .as("by %d threads, %s", threads, SEED)
                    .isEqualTo(expected);
        }
        byte[] inSteps = gzip(ParallelGzip.level(6), out -> {
            for (int i = 0; i < plain.length; ) {
                int length = Math.min(plain.length - i, 1 + i % 100_003);
                out.write(plain, i, length);
                out.flush();
                i += length;
            }
        });
        assertThat(inSteps).as("in many writes, flushed, %s", SEED).isEqualTo(expected);
        byte[] byteByByte = gzip(ParallelGzip.level(6), out -> {
            for (byte b : plain) {
                out.write(b);
            }
        });
        assertThat(byteByByte).as("byte by byte, %s", SEED).isEqualTo(expected);
    }

    @Test
    void carriesNameAndTime() throws Exception {
        Instant time = Instant.parse("2026-11-25T22:00:00Z");
        ParallelGzip codec =
                ParallelGzip.level(9).named("orders.json").modified(time).threads(2);

        byte[] gzip = gzip(codec, out -> out.write(1));

        try (GzipCompressorInputStream in = new GzipCompressorInputStream(new ByteArrayInputStream(gzip))) {
            assertThat(in.getMetaData().getFileName()).isEqualTo("orders.json");
            assertThat(in.getMetaData().getModificationInstant()).isEqualTo(time);
            assertThat(in.getMetaData().getCompressionLevel()).isEqualTo(9);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1025})
    void refusesOtherNumbersOfThreads(int threads) {
        assertThatThrownBy(() -> ParallelGzip.level(6).threads(threads))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads are " + threads + ", must be 1 to 1024");
    }

    @Test
    void takesAThreadForEachProcessorUpToSixteen() {
        assertThat(IntStream.of(1, 2, 16, 17, 256).map(ParallelGzip::usualThreads))
                .containsExactly(1, 2, 16, 16, 16);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 10})
    void refusesAnotherLevel(int level) {
        assertThatThrownBy(() -> ParallelGzip.level(level))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("gzip level is " + level + ", must be 0 to 9");
    }

    @Test
    void startsNoThreadForOneBlock() throws Exception {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (OutputStream gzip = ParallelGzip.level(6).encode(written)) {
            gzip.write(new byte[BLOCK]);
            gzip.flush();

            assertThat(workers()).isZero();
        }
        assertPlain(written.toByteArray(), new byte[BLOCK], "one block");
    }

    @Test
    void allocatesNothingForEachBlockOnceItIsWarm() throws Exception {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        byte[] plain = Texts.JSON.ofSize(BLOCK);
        try (OutputStream gzip = ParallelGzip.level(1).threads(2).encode(OutputStream.nullOutputStream())) {
            for (int i = 0; i < 50; i++) {
                gzip.write(plain);
            }
            long before = allocated(threads);
            for (int i = 0; i < 100; i++) {
                gzip.write(plain);
            }
            // A wait makes a node of some ten bytes; an object of ours for each block would be more than these.
            assertThat((allocated(threads) - before) / 100)
                    .as("bytes for each block")
                    .isLessThan(1000);
        }
    }

    /** What does not shrink, on so many threads that all blocks together are more than the 16 MiB that a step may write. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void endsInStepsWhereItsSourceIsWrittenInSteps(boolean flushed) throws Exception {
        byte[] plain = Payload.ofSize(80 * BLOCK);
        ParallelGzip codec = ParallelGzip.level(0).threads(40);
        StepwiseSource source = out -> {
            ByteArrayInputStream in = new ByteArrayInputStream(plain);
            return () -> {
                out.write(in.readNBytes(BLOCK));
                if (flushed && in.available() == 0) {
                    out.flush();
                }
                return in.available() > 0;
            };
        };

        byte[] opened;
        try (SourceInputStream in = source.through(codec).open()) {
            opened = in.readAllBytes();
        }

        assertThat(Arrays.equals(opened, gzip(codec, out -> out.write(plain))))
                .as("as written straight, %s", SEED)
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 32_768, 32_769, 100_000})
    void drainedBeforeItIsClosedItWritesTheSame(int size) throws Exception {
        byte[] plain = Payload.ofSize(size);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (ParallelGzipOutputStream gzip =
                new ParallelGzipOutputStream(written, GzipHeader.ofLevel(6), 2, GzipBlock.WINDOW)) {
            gzip.write(plain);
            boolean more = true;
            while (more) {
                int before = written.size();
                more = gzip.drain();
                assertThat(written.size() - before).isLessThan(2 * GzipBlock.WINDOW);
            }
            if (size > GzipBlock.WINDOW) {
                assertThat(written.size()).as("only its trailer is missing").isGreaterThan(size);
                assertThatThrownBy(() -> gzip.write(1))
                        .isInstanceOf(IOException.class)
                        .hasMessage("write to a gzip stream that is about to be closed");
            }
        }

        assertThat(written.toByteArray()).isEqualTo(inSmallBlocks(plain, 6, 2));
    }

    private static long allocated(com.sun.management.ThreadMXBean threads) {
        long sum = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("fifoio-worker-")) {
                sum += threads.getThreadAllocatedBytes(thread.getId());
            }
        }
        return sum;
    }

    private static long workers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("fifoio-worker-"))
                .count();
    }
}
