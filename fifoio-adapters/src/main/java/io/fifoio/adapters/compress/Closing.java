package io.fifoio.adapters.compress;

import java.io.Closeable;
import java.io.IOException;

/** Not by try-with-resources, which breaks where both throw the same exception: a stream may tell its first failure again and again. */
final class Closing {

    private Closing() {}

    /** The second whatever becomes of the first. */
    static void both(Closeable first, Closeable second) throws IOException {
        try {
            first.close();
        } catch (Throwable failure) {
            try {
                second.close();
            } catch (Throwable other) {
                if (other != failure) {
                    failure.addSuppressed(other);
                }
            }
            throw failure;
        }
        second.close();
    }
}
