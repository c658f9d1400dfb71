package io.fifoio.adapters.archive;

import java.io.IOException;
import java.io.OutputStream;

/** An archive of some format, under way. */
interface ArchiveWriter {

    /** Whether the exact size and checksum of this content must be known before it. */
    boolean mustMeasure(Entry entry);

    /**
     * Begins an entry.
     *
     * @param size of its content, {@link Entry#UNKNOWN} at most where it need not be measured
     * @param checksum its CRC-32, where it was measured
     * @return where the content goes; not to be closed
     */
    OutputStream begin(Entry entry, long size, long checksum) throws IOException;

    /** Ends the entry, whose content was whole. */
    void end() throws IOException;

    /**
     * Ends the archive, in as many calls as it takes: writes the next part of what says that it is whole.
     *
     * @return whether there is more of it
     */
    boolean writeEnd() throws IOException;

    /** Frees what is held, and writes nothing. */
    void release();
}
