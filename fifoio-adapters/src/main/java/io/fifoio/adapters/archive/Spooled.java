package io.fifoio.adapters.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** One content that waits in a spool: written, measured, then read once. */
final class Spooled extends OutputStream {

    /** What is kept in memory. */
    static final int IN_MEMORY = 1 << 20;

    private final Entry entry;
    private final Spool spool;
    private final CRC32 checksum = new CRC32();
    private @Nullable ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private @Nullable FileChannel file;
    private long size;

    Spooled(Entry entry, Spool spool) {
        this.entry = entry;
        this.spool = spool;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        if (len > spool.limit() - size) {
            throw new IOException("entry \"" + entry.name()
                    + "\": its size or checksum must be known before it, and its content is longer than the "
                    + spool.limit() + " bytes that the spool takes");
        }
        if (memory != null && size + len > IN_MEMORY) {
            FileChannel opened = open(spool.folder());
            file = opened;
            writeFully(opened, ByteBuffer.wrap(memory.toByteArray()));
            memory = null;
        }
        if (memory != null) {
            memory.write(b, off, len);
        } else {
            writeFully(Objects.requireNonNull(file), ByteBuffer.wrap(b, off, len));
        }
        checksum.update(b, off, len);
        size += len;
    }

    /** Unlinked as soon as it is open, where the system can do that. */
    private static FileChannel open(Path folder) throws IOException {
        Path path = Files.createTempFile(folder, "fifoio-", ".spool");
        try {
            return FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (Throwable failure) {
            try {
                Files.deleteIfExists(path);
            } catch (Throwable second) {
                failure.addSuppressed(second);
            }
            throw failure;
        }
    }

    private static void writeFully(FileChannel file, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    long size() {
        return size;
    }

    long checksum() {
        return checksum.getValue();
    }

    /** What was written, to be read once; closing it frees what is held here. */
    InputStream read() throws IOException {
        if (memory != null) {
            return new ByteArrayInputStream(memory.toByteArray());
        }
        return Channels.newInputStream(Objects.requireNonNull(file).position(0));
    }

    @Override
    public void close() throws IOException {
        memory = null;
        if (file != null) {
            file.close();
        }
    }
}
