package io.fifoio.adapters.archive;

/**
 * What extraction does if something with the name of an entry exists already, in the folder or from an earlier entry of
 * the archive.
 */
public enum Existing {
    /** The extraction fails, and nothing is changed. */
    REFUSE,
    /**
     * A file or link replaces a file or link; nothing is ever written through a link. Directories are merged. A
     * directory never replaces something else, nor is it replaced by something else: in these cases the extraction
     * fails.
     */
    REPLACE
}
