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
 * Bytes that are written, measured, and then read once: as many as may be are kept in memory, and more of them in a temporary file
 * that only its owner can read. It is unlinked as soon as it is open, where the system can do that. By streams, because a channel
 * is closed when its thread is interrupted, and then what it holds is lost.
 */
public final class SpooledBytes extends OutputStream {

    /** The system's folder for temporary files. */
    public static final Path DEFAULT_FOLDER = Path.of(System.getProperty("java.io.tmpdir"));

    /** Of what is written in small pieces, as a source may do. */
    private static final int BUFFER = 16 * 1024;

    private static final int PIECE = 64 * 1024;

    private final int mostInMemory;
    private final Path folder;
    private @Nullable ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private @Nullable OutputStream file;

    /** Over the file. Closed only where all of it is wanted: where it is not, the rest need not get into the file. */
    private @Nullable OutputStream buffered;

    private @Nullable InputStream fileToRead;
    private long size;

    /** @param folder where the file will be, if there is one */
    public SpooledBytes(int mostInMemory, Path folder) {
        this.mostInMemory = mostInMemory;
        this.folder = folder;
    }

    /** Takes all that is left in a stream. */
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

    /** How many bytes were written. */
    public long size() {
        return size;
    }

    /** What was written, to be read once. It may be left open where this is closed. */
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
