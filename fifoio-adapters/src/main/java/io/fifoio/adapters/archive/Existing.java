package io.fifoio.adapters.archive;

/** What extracting does where something of that name exists: in the folder before, or from an earlier entry of the archive. */
public enum Existing {
    /** The extraction fails, and nothing is changed. */
    REFUSE,
    /**
     * A file or link takes the place of a file or link; it is never written through. Directories are merged. A directory
     * never gives way to something else, nor something else to a directory: there the extraction fails.
     */
    REPLACE
}
