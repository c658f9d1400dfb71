package io.fifoio.adapters.archive;

import java.io.IOException;
import java.io.OutputStream;

/** An archive of some format that is being written. */
interface ArchiveWriter {

    /** Whether the exact size and checksum of this content must be known before it is written. */
    boolean mustMeasure(Entry entry);

    /**
     * Begins an entry.
     *
     * @param size of its content; may be {@link Entry#UNKNOWN} only if it need not be measured
     * @param checksum its CRC-32, if it was measured
     * @return where the content goes; not to be closed
     */
    OutputStream begin(Entry entry, long size, long checksum) throws IOException;

    /** Ends the entry, after its content was complete. */
    void end() throws IOException;

    /**
     * Ends the archive, in as many calls as that takes: writes the next part of what marks it as complete.
     *
     * @return whether there is more to write
     */
    boolean writeEnd() throws IOException;

    /** Frees what is held, and writes nothing. */
    void release();
}
