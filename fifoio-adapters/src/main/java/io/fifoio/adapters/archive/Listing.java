package io.fifoio.adapters.archive;

import java.io.IOException;

/**
 * Receives what the directory at the end of a zip says about the earlier entries and they did not say themselves: too
 * late for code that reads them one by one, but not for code that has stored them somewhere.
 */
interface Listing {

    /** @param permissions POSIX mode bits of what has that name */
    void permissions(String name, int permissions) throws IOException;

    /**
     * Says that the entry of that name is a symbolic link, and its content the target.
     *
     * @return whether it was taken for a file until now, and is a link from now on
     */
    boolean link(String name) throws IOException;
}
