package io.fifoio.adapters.compress;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.snappy.FramedSnappyCompressorInputStream;
import org.apache.commons.compress.compressors.snappy.FramedSnappyCompressorOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorInputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorOutputStream;

/**
 * The formats of commons-compress. This is the only class that refers to it, so that the package works without it, and
 * each method refers to one format only, so that each format works without the libraries of the others.
 *
 * <p>It uses constructors where commons-compress prefers builders, because those are types of commons-io, one more
 * library to refer to.
 */
@SuppressWarnings("deprecation")
final class CommonsCodecs {

    /** Reading what the highest level of xz makes takes 65 MiB. */
    private static final int MOST_XZ_MEMORY = 96 << 20;

    private static final CutProbe ZSTD_CUTS = new CutProbe();

    private CommonsCodecs() {}

    static OutputStream bzip2(OutputStream out, int level) throws IOException {
        return new UnflushedOutputStream(new BZip2CompressorOutputStream(out, level), out);
    }

    static InputStream bzip2(InputStream in) throws IOException {
        return new BZip2CompressorInputStream(in, true);
    }

    static OutputStream xz(OutputStream out, int level) throws IOException {
        return new UnflushedOutputStream(new XZCompressorOutputStream(out, level), out);
    }

    /** Reads xz. A header may ask for gigabytes; what it is allowed leaves half of the heap to others. */
    static InputStream xz(InputStream in) throws IOException {
        long most = Math.min(MOST_XZ_MEMORY, Runtime.getRuntime().maxMemory() / 2);
        return new XZCompressorInputStream(in, true, (int) (most >> 10));
    }

    /** Writes zstd with a checksum; without one, damage would pass for data. */
    static OutputStream zstd(OutputStream out, int level) throws IOException {
        return new UnflushedOutputStream(new ZstdCompressorOutputStream(out, level, false, true), out);
    }

    static InputStream zstd(InputStream in) throws IOException {
        ZSTD_CUTS.ensureTold(probe -> new ZstdCompressorInputStream(probe));
        return new ZstdCompressorInputStream(in);
    }

    static OutputStream snappy(OutputStream out) throws IOException {
        return new UnflushedOutputStream(new FramedSnappyCompressorOutputStream(out), out);
    }

    static InputStream snappy(InputStream in) throws IOException {
        return new GatheringInputStream(new FramedSnappyCompressorInputStream(in), in);
    }
}
