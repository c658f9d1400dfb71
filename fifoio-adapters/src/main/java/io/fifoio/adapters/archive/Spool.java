package io.fifoio.adapters.archive;

import io.fifoio.adapters.inner.SpooledBytes;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Where content is kept while its size is determined, for formats that need the size first: up to 1 MiB in memory,
 * longer content in a temporary file that only its owner can read. There is one file at a time. It is deleted when its
 * entry has been written, when the archive fails, and when reading is given up. On POSIX systems its name is removed as
 * soon as it is open, so that even a process that dies does not leave it behind.
 */
public final class Spool {

    /** For contents of up to 1 GiB, with files in the system's folder for temporary files. */
    public static final Spool DEFAULT = new Spool(1L << 30, SpooledBytes.DEFAULT_FOLDER);

    private final long limit;
    private final Path folder;

    private Spool(long limit, Path folder) {
        this.limit = limit;
        this.folder = folder;
    }

    /**
     * For contents of up to the given number of bytes; if one is longer, the archive fails.
     *
     * @throws IllegalArgumentException if the limit is negative
     */
    public static Spool upTo(long limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("limit of the spool is " + limit + " bytes, must not be negative");
        }
        return new Spool(limit, DEFAULT.folder);
    }

    /** The same, with its files in the given folder, which must exist. */
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
