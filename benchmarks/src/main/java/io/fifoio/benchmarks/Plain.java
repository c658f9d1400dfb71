package io.fifoio.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;
import net.jpountz.lz4.LZ4FrameInputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.snappy.FramedSnappyCompressorInputStream;
import org.apache.commons.compress.compressors.snappy.FramedSnappyCompressorOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorInputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorOutputStream;

/**
 * The libraries of the compression formats, used as in their own documentation, with the level that our format has by
 * default.
 */
@SuppressWarnings("deprecation") // constructors, which their users know
enum Plain {
    GZIP {
        @Override
        OutputStream compress(OutputStream out) throws IOException {
            return new GZIPOutputStream(out);
        }

        @Override
        InputStream decompress(InputStream in) throws IOException {
            return new GZIPInputStream(in);
        }
    },
    ZLIB {
        @Override
        OutputStream compress(OutputStream out) {
            return new DeflaterOutputStream(out);
        }

        @Override
        InputStream decompress(InputStream in) {
            return new InflaterInputStream(in);
        }
    },
    BZIP2 {
        @Override
        OutputStream compress(OutputStream out) throws IOException {
            return new BZip2CompressorOutputStream(out);
        }

        @Override
        InputStream decompress(InputStream in) throws IOException {
            return new BZip2CompressorInputStream(in);
        }
    },
    XZ {
        private static final int LEVEL = 3;

        @Override
        OutputStream compress(OutputStream out) throws IOException {
            return new XZCompressorOutputStream(out, LEVEL);
        }

        @Override
        InputStream decompress(InputStream in) throws IOException {
            return new XZCompressorInputStream(in);
        }
    },
    ZSTD {
        private static final int LEVEL = 3;

        /** Compresses with a checksum, as ours does. */
        @Override
        OutputStream compress(OutputStream out) throws IOException {
            return new ZstdCompressorOutputStream(out, LEVEL, false, true);
        }

        @Override
        InputStream decompress(InputStream in) throws IOException {
            return new ZstdCompressorInputStream(in);
        }
    },
    LZ4 {
        @Override
        OutputStream compress(OutputStream out) throws IOException {
            return new LZ4FrameOutputStream(out);
        }

        @Override
        InputStream decompress(InputStream in) throws IOException {
            return new LZ4FrameInputStream(in);
        }
    },
    SNAPPY {
        @Override
        OutputStream compress(OutputStream out) throws IOException {
            return new FramedSnappyCompressorOutputStream(out);
        }

        @Override
        InputStream decompress(InputStream in) throws IOException {
            return new FramedSnappyCompressorInputStream(in);
        }
    };

    abstract OutputStream compress(OutputStream out) throws IOException;

    abstract InputStream decompress(InputStream in) throws IOException;

    static Plain named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
