package io.fifoio.benchmarks;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.archive.Entry;
import io.fifoio.adapters.archive.Tar;
import io.fifoio.adapters.archive.Zip;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.AsiExtraField;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.apache.commons.compress.archivers.zip.X5455_ExtendedTimestamp;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipExtraField;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Megabytes of content per second, archived: by the plain library into nothing, and by our sources. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgs = {FixedHeap.LEAST, FixedHeap.MOST, FixedHeap.TOUCHED})
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class Archiving {

    static final int TOTAL = 16 << 20;

    /** The same as for our entries, unless they set it. */
    private static final FileTime MODIFIED = FileTime.from(Instant.EPOCH);

    @Param({"tar", "zip"})
    String format = "";

    /** Of each entry, in bytes. */
    @Param({"1000", "100000", "1000000"})
    int size;

    /**
     * {@code library}: its stream over nothing, fed by a copying loop, asked for the archive that ours is: in a tar,
     * PAX records wherever a name, size or time needs them; in a zip, time and mode as extra fields. {@code bare}: the
     * same with nothing but names and sizes, and the library's defaults, a poorer archive: a tar of it fails at long
     * names and at 8 GiB. {@code written}: the source written into nothing. {@code pump}: opened and drained, all
     * contents in steps. {@code pipe}: opened and drained, the source on another thread. {@code pushed}: opened and
     * drained, with contents that only write themselves: a thread for each that is long.
     */
    @Param({"library", "bare", "written", "pump", "pipe", "pushed"})
    String way = "";

    private final ExecutorService producers = Executors.newSingleThreadExecutor();
    private final byte[] buffer = new byte[64 * 1024];
    private byte[] content = {};
    private int count;

    @Setup
    public void fill() {
        content = Sample.JSON.ofSize(size);
        count = TOTAL / size;
    }

    @TearDown
    public void stop() {
        producers.shutdownNow();
    }

    @Benchmark
    public long archive(Moved moved) throws Exception {
        PushSource stepwise = archive(PushSource.from(() -> new ByteArrayInputStream(content)));
        long archived = switch (way) {
            case "library" -> library(true);
            case "bare" -> library(false);
            case "written" -> {
                Drain drain = new Drain();
                stepwise.writeTo(drain);
                yield drain.count();
            }
            case "pump" -> Drain.of(stepwise.open());
            case "pipe" -> Drain.of(stepwise.open(producers));
            case "pushed" -> Drain.of(archive(out -> out.write(content)).open());
            default -> throw new IllegalArgumentException(way);
        };
        moved.add((long) count * size);
        return archived;
    }

    private PushSource archive(PushSource written) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(Entry.file("folder/entry-" + i, size, written));
        }
        return format.equals("tar") ? Tar.of(entries) : Zip.of(entries);
    }

    private long library(boolean asOurs) throws IOException {
        Drain drain = new Drain();
        if (format.equals("tar")) {
            tar(drain, asOurs);
        } else {
            zip(drain, asOurs);
        }
        return drain.count();
    }

    private void tar(OutputStream out, boolean asOurs) throws IOException {
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out, 10240, "UTF-8")) {
            if (asOurs) {
                tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
                tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
                tar.setAddPaxHeadersForNonAsciiNames(true);
            }
            for (int i = 0; i < count; i++) {
                TarArchiveEntry entry = new TarArchiveEntry("folder/entry-" + i);
                entry.setSize(size);
                if (asOurs) {
                    entry.setMode(0644);
                    entry.setLastModifiedTime(MODIFIED);
                }
                tar.putArchiveEntry(entry);
                copy(tar);
                tar.closeArchiveEntry();
            }
        }
    }

    private void zip(OutputStream out, boolean asOurs) throws IOException {
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(out)) {
            for (int i = 0; i < count; i++) {
                ZipArchiveEntry entry = new ZipArchiveEntry("folder/entry-" + i);
                if (asOurs) {
                    entry.setUnixMode(UnixStat.FILE_FLAG | 0644);
                    entry.addExtraField(time());
                    entry.addExtraField(mode());
                }
                zip.putArchiveEntry(entry);
                copy(zip);
                zip.closeArchiveEntry();
            }
        }
    }

    private static ZipExtraField time() {
        X5455_ExtendedTimestamp time = new X5455_ExtendedTimestamp();
        time.setModifyFileTime(MODIFIED);
        return time;
    }

    private static ZipExtraField mode() {
        AsiExtraField mode = new AsiExtraField();
        mode.setMode(UnixStat.FILE_FLAG | 0644);
        return mode;
    }

    /** Copies as a program would that has a file to archive. */
    private void copy(OutputStream out) throws IOException {
        InputStream in = new ByteArrayInputStream(content);
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            out.write(buffer, 0, read);
        }
    }
}
