package io.fifoio.adapters.compress;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Reads gzip (one member after another, as gzip does), zlib or raw deflate, to the end of the input: anything that
 * follows is an error, unlike in the JDK's streams. As in deflating, the inflater is given only direct buffers.
 */
final class InflatedInputStream extends InputStream {

    private static final int BUFFER = 16 * 1024;

    private static final int[] MAGIC = {0x1f, 0x8b};
    private static final int DEFLATE = 8;

    // RFC 1952, FLG.
    private static final int HAS_HEADER_CHECKSUM = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;
    private static final int RESERVED = 0xe0;

    private final InputStream in;
    private final Inflater inflater;
    private final boolean inMembers;
    private final CRC32 checksum = new CRC32();
    private final CRC32 headerChecksum = new CRC32();
    private final byte[] passing = new byte[BUFFER];
    private final ByteBuffer deflated = ByteBuffer.allocateDirect(BUFFER).limit(0);
    private final ByteBuffer plain = ByteBuffer.allocateDirect(BUFFER).limit(0);
    private boolean begun;
    private boolean afterMember;
    private boolean ended;

    private InflatedInputStream(InputStream in, boolean bare, boolean inMembers) {
        this.in = in;
        this.inflater = new Inflater(bare);
        this.inMembers = inMembers;
    }

    static InflatedInputStream gzip(InputStream in) {
        return new InflatedInputStream(in, true, true);
    }

    static InflatedInputStream zlib(InputStream in) {
        return new InflatedInputStream(in, false, false);
    }

    static InflatedInputStream raw(InputStream in) {
        return new InflatedInputStream(in, true, false);
    }

    @Override
    public int read() throws IOException {
        return hasPlain() ? plain.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        if (len == 0) {
            return 0;
        }
        if (!hasPlain()) {
            return -1;
        }
        int count = Math.min(len, plain.remaining());
        plain.get(b, off, count);
        return count;
    }

    /** @return false at the end of the data */
    private boolean hasPlain() throws IOException {
        while (!plain.hasRemaining()) {
            if (ended) {
                return false;
            }
            if (!begun) {
                begin();
            }
            if (inflater.finished()) {
                end(); // not before all is given: for what follows one may have to wait
            } else {
                inflate();
            }
        }
        return true;
    }

    private void begin() throws IOException {
        begun = true;
        if (inMembers) {
            readHeader();
        }
        inflater.setInput(deflated);
    }

    /** Inflates one buffer, or reads more to inflate. */
    private void inflate() throws IOException {
        plain.clear();
        try {
            int count = inflater.inflate(plain);
            if (count == 0 && !inflater.finished()) {
                if (inflater.needsDictionary()) {
                    throw new ZipException("a preset dictionary is needed, which is not supported");
                }
                fill();
            }
        } catch (DataFormatException e) {
            throw new ZipException("not a deflate stream: " + e.getMessage());
        } finally {
            plain.flip();
        }
        if (inMembers) {
            checksum.update(plain);
            plain.rewind();
        }
    }

    /**
     * Reads what follows the deflated data: the trailer of a member, perhaps another member, and the end of the input.
     */
    private void end() throws IOException {
        if (inMembers) {
            readTrailer();
        }
        if (!deflated.hasRemaining() && !fillIfAny()) {
            ended = true;
        } else if (inMembers) {
            begun = false;
            afterMember = true;
            inflater.reset();
            checksum.reset();
        } else {
            throw new ZipException("something follows the end of the compressed data");
        }
    }

    private void readHeader() throws IOException {
        headerChecksum.reset();
        for (int expected : MAGIC) {
            int read = readByte();
            if (read != expected) {
                String place =
                        afterMember ? "what follows a gzip member is not another member, which" : "a gzip member";
                throw new ZipException(
                        String.format("%s begins with 1f 8b, found %02x instead of %02x", place, read, expected));
            }
        }
        int method = readByte();
        if (method != DEFLATE) {
            throw new ZipException("gzip method is " + method + ", only 8 is known");
        }
        int flags = readByte();
        if ((flags & RESERVED) != 0) {
            throw new ZipException(String.format("gzip flags are %02x, whose upper three bits must be zero", flags));
        }
        skip(6); // time, extra flags, system
        if ((flags & HAS_EXTRA) != 0) {
            skip(readShort());
        }
        if ((flags & HAS_NAME) != 0) {
            skipText();
        }
        if ((flags & HAS_COMMENT) != 0) {
            skipText();
        }
        if ((flags & HAS_HEADER_CHECKSUM) != 0) {
            int computed = (int) headerChecksum.getValue() & 0xffff;
            require("checksum of the header", readShort(), computed);
        }
    }

    private void readTrailer() throws IOException {
        int computed = (int) checksum.getValue();
        require("checksum", readShort() | readShort() << 16, computed);
        require("size", readShort() | readShort() << 16, (int) inflater.getBytesWritten());
    }

    private static void require(String what, int read, int computed) throws ZipException {
        if (read != computed) {
            throw new ZipException(String.format("gzip %s is %08x, the data has %08x", what, read, computed));
        }
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            readByte();
        }
    }

    private void skipText() throws IOException {
        while (readByte() != 0) {
            // Names and comments say nothing about the data.
        }
    }

    private int readShort() throws IOException {
        return readByte() | readByte() << 8;
    }

    private int readByte() throws IOException {
        if (!deflated.hasRemaining()) {
            fill();
        }
        int b = deflated.get() & 0xff;
        headerChecksum.update(b);
        return b;
    }

    private void fill() throws IOException {
        if (!fillIfAny()) {
            throw new EOFException("the end of the compressed data is missing");
        }
    }

    private boolean fillIfAny() throws IOException {
        int count = in.read(passing, 0, passing.length);
        if (count < 0) {
            return false;
        }
        deflated.clear().put(passing, 0, count).flip();
        return true;
    }

    @Override
    public void close() throws IOException {
        ended = true;
        plain.limit(0);
        inflater.end();
        in.close();
    }
}
