package io.fifoio;

import java.io.InterruptedIOException;
import java.io.Serial;

/**
 * Thrown when a time limit passes while a call waits: either the limit of the end or the one for a peer that never
 * comes; the message says which. {@code bytesTransferred} is how much the call had accepted or consumed by then. The
 * pair stays usable, and the other end does not notice (except that a message of {@link FifoOutputStream#shared} that
 * was accepted only in part fails its end).
 */
public final class FifoTimeoutException extends InterruptedIOException {

    @Serial
    private static final long serialVersionUID = 1;

    /** For streams that are built on a pair and have a limit of their own. */
    public FifoTimeoutException(String message) {
        super(message);
    }
}
