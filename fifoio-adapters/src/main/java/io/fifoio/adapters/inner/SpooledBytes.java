package io.fifoio.adapters.inner;

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
import org.jspecify.annotations.Nullable;

/**
 * Bytes that are written, measured, and then read once. Up to a limit they are kept in memory, beyond it in a temporary
 * file that only its owner can read and that is unlinked as soon as it is open, if the system allows it. The file is
 * used through streams, because an interrupt would close a channel and its contents would be lost.
 */
public final class SpooledBytes extends OutputStream {

    /** The system's folder for temporary files. */
    public static final Path DEFAULT_FOLDER = Path.of(System.getProperty("java.io.tmpdir"));

    /** The size of a buffer for small pieces, which a source may write. */
    private static final int BUFFER = 16 * 1024;

    private static final int PIECE = 64 * 1024;

    private final int mostInMemory;
    private final Path folder;
    private @Nullable ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private @Nullable OutputStream file;

    /**
     * A buffer in front of the file. It is closed only to read the file; otherwise what is left in it need not be
     * written.
     */
    private @Nullable OutputStream buffered;

    private @Nullable InputStream fileToRead;
    private long size;

    /** @param folder where the file will be, if there is one */
    public SpooledBytes(int mostInMemory, Path folder) {
        this.mostInMemory = mostInMemory;
        this.folder = folder;
    }

    /** Takes everything that is left in a stream. */
    public void readFrom(InputStream in) throws IOException {
        byte[] piece = new byte[PIECE];
        for (int count; (count = in.read(piece)) >= 0; ) {
            write(piece, 0, count);
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        if (memory != null && len > mostInMemory - size) {
            openFile();
            memory.writeTo(Objects.requireNonNull(buffered));
            memory = null;
        }
        if (memory != null) {
            memory.write(b, off, len);
        } else {
            Objects.requireNonNull(buffered).write(b, off, len);
        }
        size += len;
    }

    private void openFile() throws IOException {
        Path path = Files.createTempFile(folder, "fifoio-", ".spool");
        try {
            file = Files.newOutputStream(path, StandardOpenOption.WRITE);
            buffered = new BufferedOutputStream(file, BUFFER);
            fileToRead = Files.newInputStream(path, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (Throwable failure) {
            Closing.closeAfter(failure, () -> Closing.closeAll(file, () -> Files.deleteIfExists(path)));
            throw failure;
        }
    }

    /** Returns how many bytes were written. */
    public long size() {
        return size;
    }

    /** Returns what was written, to be read once. The stream may be left open if this is closed. */
    public InputStream read() throws IOException {
        if (memory != null) {
            return new ByteArrayInputStream(memory.toByteArray());
        }
        Objects.requireNonNull(buffered).close();
        return Objects.requireNonNull(fileToRead);
    }

    /** Frees what is held here. */
    @Override
    public void close() throws IOException {
        memory = null;
        Closing.closeAll(file, fileToRead);
    }
}
