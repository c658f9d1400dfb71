package io.fifoio.benchmarks;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.archive.Entry;
import io.fifoio.adapters.archive.Tar;
import io.fifoio.adapters.archive.Zip;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Megabytes of content per second, archived and thrown away: by the library writing straight to nowhere, by our source
 * writing itself there, and by our source opened and read to its end.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 3,
        jvmArgs = {FixedHeap.LEAST, FixedHeap.MOST, FixedHeap.TOUCHED})
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class Archiving {

    private static final int TOTAL = 16 << 20;

    @Param({"tar", "zip"})
    String format = "";

    /** Of each entry, in bytes. */
    @Param({"1000", "100000", "1000000"})
    int size;

    private final byte[] buffer = new byte[64 * 1024];
    private byte[] content = {};
    private int count;
    private PushSource stepwise = out -> {};
    private PushSource pushed = out -> {};

    /** Half random, half not, so that it deflates to about half. */
    @Setup
    public void fill() {
        content = new byte[size];
        Random random = new Random(20261125);
        for (int i = 0; i < size; i++) {
            content[i] = (byte) ('a' + random.nextInt(16));
        }
        count = TOTAL / size;
        stepwise = archive(PushSource.from(() -> new ByteArrayInputStream(content)));
        pushed = archive(out -> out.write(content));
    }

    private PushSource archive(PushSource written) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(Entry.file("folder/entry-" + i, size, written));
        }
        return format.equals("tar") ? Tar.of(entries) : Zip.of(entries);
    }

    private long bytes() {
        return (long) count * size;
    }

    @Benchmark
    public void library(Moved moved) throws IOException {
        if (format.equals("tar")) {
            tar();
        } else {
            zip();
        }
        moved.MB += bytes() / 1e6;
    }

    private void tar() throws IOException {
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(OutputStream.nullOutputStream(), 10240, "UTF-8")) {
            for (int i = 0; i < count; i++) {
                TarArchiveEntry entry = new TarArchiveEntry("folder/entry-" + i);
                entry.setSize(size);
                tar.putArchiveEntry(entry);
                copy(tar);
                tar.closeArchiveEntry();
            }
        }
    }

    private void zip() throws IOException {
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(OutputStream.nullOutputStream())) {
            for (int i = 0; i < count; i++) {
                zip.putArchiveEntry(new ZipArchiveEntry("folder/entry-" + i));
                copy(zip);
                zip.closeArchiveEntry();
            }
        }
    }

    /** As a program would that has a file to archive. */
    private void copy(OutputStream out) throws IOException {
        InputStream in = new ByteArrayInputStream(content);
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            out.write(buffer, 0, read);
        }
    }

    @Benchmark
    public void written(Moved moved) throws Exception {
        stepwise.writeTo(OutputStream.nullOutputStream());
        moved.MB += bytes() / 1e6;
    }

    /** All contents can be stepped: no thread. */
    @Benchmark
    public void opened(Moved moved) throws IOException {
        drain(stepwise);
        moved.MB += bytes() / 1e6;
    }

    /** Contents that only write themselves: a thread for each that is long. */
    @Benchmark
    public void openedPushed(Moved moved) throws IOException {
        drain(pushed);
        moved.MB += bytes() / 1e6;
    }

    private void drain(PushSource source) throws IOException {
        try (InputStream in = source.open()) {
            for (int read = 0; read >= 0; read = in.read(buffer)) {
                // Thrown away.
            }
        }
    }

    /** JMH shows the field under its name, as so many in a second. */
    @AuxCounters
    @State(Scope.Thread)
    public static class Moved {
        public double MB;
    }
}
