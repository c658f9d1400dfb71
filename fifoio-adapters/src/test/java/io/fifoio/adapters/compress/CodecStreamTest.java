package io.fifoio.adapters.compress;

import io.fifoio.adapters.OpenedStreamContract;
import org.junit.jupiter.api.Nested;

/** What every opened stream promises, for every codec of this package. */
final class CodecStreamTest {

    /** More than twice what a window and a pair hold. */
    private static final int LONG = 2 * OpenedStreamContract.LENGTH;

    /** More than twice what all blocks of two workers and a pair hold. */
    private static final int VERY_LONG = 3_000_000;

    @Nested
    final class Gzipped extends CodecContract {
        Gzipped() {
            super(Gzip.level(6));
        }
    }

    @Nested
    final class GzippedByWorkers extends CodecContract {
        GzippedByWorkers() {
            super(ParallelGzip.level(1).threads(2), VERY_LONG);
        }
    }

    /** All of it is one block and a bit. */
    @Nested
    final class GzippedByOneWorker extends CodecContract {
        GzippedByOneWorker() {
            super(ParallelGzip.level(6).threads(1));
        }
    }

    @Nested
    final class Zlib extends CodecContract {
        Zlib() {
            super(Compression.ZLIB);
        }
    }

    @Nested
    final class Deflate extends CodecContract {
        Deflate() {
            super(Compression.DEFLATE);
        }
    }

    @Nested
    final class Bzip2 extends CodecContract {
        Bzip2() {
            super(Compression.BZIP2.level(1));
        }
    }

    @Nested
    final class Xz extends CodecContract {
        Xz() {
            super(Compression.XZ.level(0), LONG);
        }
    }

    @Nested
    final class Zstd extends CodecContract {
        Zstd() {
            super(Compression.ZSTD, LONG);
        }
    }

    @Nested
    final class Lz4 extends CodecContract {
        Lz4() {
            super(Compression.LZ4);
        }
    }

    @Nested
    final class Snappy extends CodecContract {
        Snappy() {
            super(Compression.SNAPPY);
        }
    }
}
