package io.fifoio.adapters.compress;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4FrameInputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream.BLOCKSIZE;
import net.jpountz.lz4.LZ4FrameOutputStream.FLG;
import net.jpountz.xxhash.XXHashFactory;

/**
 * LZ4 with lz4-java, because the encoder of commons-compress needs seconds for some hundred kilobytes of text. It
 * writes with the fastest code that lz4-java has, native code if that can be loaded; it reads with the Java code that
 * checks all bounds, because the data may come from strangers.
 */
final class Lz4Codec {

    private static final long UNKNOWN_SIZE = -1;

    private Lz4Codec() {}

    static OutputStream encode(OutputStream out) throws IOException {
        OutputStream encoder = new LZ4FrameOutputStream(
                out,
                BLOCKSIZE.SIZE_64KB,
                UNKNOWN_SIZE,
                LZ4Factory.fastestInstance().fastCompressor(),
                XXHashFactory.fastestInstance().hash32(),
                FLG.Bits.BLOCK_INDEPENDENCE,
                FLG.Bits.CONTENT_CHECKSUM);
        return new UnflushedOutputStream(encoder, out);
    }

    /** @param in supports {@code mark} */
    static InputStream decode(InputStream in) {
        return new Lz4Frames(in);
    }

    /** Reads one frame of independent blocks, and not one byte more. */
    static InputStream decodeIndependentBlocks(InputStream in) throws IOException {
        boolean alone = true;
        return new LZ4FrameInputStream(
                in,
                LZ4Factory.safeInstance().safeDecompressor(),
                XXHashFactory.safeInstance().hash32(),
                alone);
    }
}
