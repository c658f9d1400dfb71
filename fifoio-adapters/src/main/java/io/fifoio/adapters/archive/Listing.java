package io.fifoio.adapters.archive;

import java.io.IOException;

/**
 * Is told what the directory at a zip's end says of entries that came before it without saying so: too late for who reads them one by
 * one, but not for who has put them somewhere.
 */
interface Listing {

    /** @param permissions POSIX mode bits of what has that name */
    void permissions(String name, int permissions) throws IOException;

    /**
     * What has that name is a symbolic link, and its content the target.
     *
     * @return whether it was taken for a file till now, and is a link from now on
     */
    boolean link(String name) throws IOException;
}
