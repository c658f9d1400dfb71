package io.fifoio.adapters.archive;

import io.fifoio.adapters.inner.Closing;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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

    /** Of what is written in small pieces, as a source may do. */
    private static final int BUFFER = 16 * 1024;

    private final Entry entry;
    private final Spool spool;
    private final CRC32 checksum = new CRC32();
    private @Nullable ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private @Nullable OutputStream file;

    /** Over the file. Closed only where all of it is wanted: where it is not, the rest need not get into the file. */
    private @Nullable OutputStream buffered;

    private @Nullable InputStream fileToRead;
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
            openFile();
            memory.writeTo(Objects.requireNonNull(buffered));
            memory = null;
        }
        if (memory != null) {
            memory.write(b, off, len);
        } else {
            Objects.requireNonNull(buffered).write(b, off, len);
        }
        checksum.update(b, off, len);
        size += len;
    }

    /**
     * Unlinked as soon as it is open, where the system can do that. By streams, because a channel is closed when its thread is
     * interrupted, and then the content is lost.
     */
    private void openFile() throws IOException {
        Path path = Files.createTempFile(spool.folder(), "fifoio-", ".spool");
        try {
            file = Files.newOutputStream(path, StandardOpenOption.WRITE);
            buffered = new BufferedOutputStream(file, BUFFER);
            fileToRead = Files.newInputStream(path, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (Throwable failure) {
            Closing.closeAfter(failure, () -> Files.deleteIfExists(path));
            throw failure;
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
        Objects.requireNonNull(buffered).close();
        return Objects.requireNonNull(fileToRead);
    }

    @Override
    public void close() throws IOException {
        memory = null;
        Closing.closeAll(file, fileToRead);
    }
}
