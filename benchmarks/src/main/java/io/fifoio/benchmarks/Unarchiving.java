package io.fifoio.benchmarks;

import io.fifoio.adapters.archive.ArchiveReader;
import io.fifoio.adapters.archive.Entry;
import io.fifoio.adapters.archive.Tar;
import io.fifoio.adapters.archive.Zip;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
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

/** Megabytes of content per second, read from an archive: by the plain library, and by {@code ArchiveReader}, which checks more. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgs = {FixedHeap.LEAST, FixedHeap.MOST, FixedHeap.TOUCHED})
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class Unarchiving {

    @Param({"tar", "zip"})
    String format = "";

    /** Of each entry, in bytes. */
    @Param({"1000", "100000", "1000000"})
    int size;

    @Param({"library", "read"})
    String way = "";

    private final byte[] buffer = new byte[64 * 1024];
    private byte[] archive = {};

    @Setup
    public void fill() throws Exception {
        byte[] content = Sample.JSON.ofSize(size);
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < Archiving.TOTAL / size; i++) {
            entries.add(Entry.file("folder/entry-" + i, size, out -> out.write(content)));
        }
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        (format.equals("tar") ? Tar.of(entries) : Zip.of(entries)).writeTo(written);
        archive = written.toByteArray();
    }

    @Benchmark
    public void unarchive(Moved moved) throws IOException {
        moved.add(way.equals("library") ? library() : ours());
    }

    private long library() throws IOException {
        InputStream in = new ByteArrayInputStream(archive);
        long bytes = 0;
        try (ArchiveInputStream<?> entries =
                format.equals("tar") ? new TarArchiveInputStream(in) : new ZipArchiveInputStream(in)) {
            while (entries.getNextEntry() != null) {
                bytes += content(entries);
            }
        }
        return bytes;
    }

    private long ours() throws IOException {
        InputStream in = new ByteArrayInputStream(archive);
        long bytes = 0;
        try (ArchiveReader reader = format.equals("tar") ? Tar.read(in) : Zip.read(in)) {
            while (reader.next()) {
                bytes += content(reader.entry().content());
            }
        }
        return bytes;
    }

    private long content(InputStream in) throws IOException {
        long bytes = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            bytes += count;
        }
        return bytes;
    }
}
