package io.fifoio.adapters.archive;

import io.fifoio.adapters.inner.SpooledBytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.zip.CRC32;

/** One content in a spool: written, measured, then read once. */
final class Spooled extends OutputStream {

    /** How many bytes are kept in memory. */
    static final int IN_MEMORY = 1 << 20;

    private final Entry entry;
    private final Spool spool;
    private final CRC32 checksum = new CRC32();
    private final SpooledBytes bytes;

    Spooled(Entry entry, Spool spool) {
        this.entry = entry;
        this.spool = spool;
        this.bytes = new SpooledBytes(IN_MEMORY, spool.folder());
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        if (len > spool.limit() - bytes.size()) {
            throw new IOException("entry \"" + entry.name()
                    + "\": its size or checksum must be known before it, and its content is longer than the "
                    + spool.limit() + " bytes that the spool takes");
        }
        bytes.write(b, off, len);
        checksum.update(b, off, len);
    }

    long size() {
        return bytes.size();
    }

    long checksum() {
        return checksum.getValue();
    }

    /** Returns what was written, to be read once; closing the stream frees what is held here. */
    InputStream read() throws IOException {
        return bytes.read();
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
