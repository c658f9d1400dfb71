package io.fifoio.adapters.archive;

import io.fifoio.adapters.inner.SpooledBytes;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Where a content waits while its size is found out, in formats that need the size first: up to 1 MiB in memory, what is longer
 * in a temporary file that only its owner can read. There is one at a time; it is gone when its entry is written, when the
 * archive fails, and when reading it is given up. On POSIX systems it has no name from the moment it is opened, so not even
 * a process that dies leaves it behind.
 */
public final class Spool {

    /** Contents of up to 1 GiB, files in the system's folder for temporary ones. */
    public static final Spool DEFAULT = new Spool(1L << 30, SpooledBytes.DEFAULT_FOLDER);

    private final long limit;
    private final Path folder;

    private Spool(long limit, Path folder) {
        this.limit = limit;
        this.folder = folder;
    }

    /**
     * For contents of up to so many bytes; a longer one fails the archive.
     *
     * @throws IllegalArgumentException if the limit is negative
     */
    public static Spool upTo(long limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("limit of the spool is " + limit + " bytes, must not be negative");
        }
        return new Spool(limit, DEFAULT.folder);
    }

    /** The same, with its files in this folder, which must exist. */
    public Spool in(Path directory) {
        return new Spool(limit, Objects.requireNonNull(directory, "directory"));
    }

    long limit() {
        return limit;
    }

    Path folder() {
        return folder;
    }
}
