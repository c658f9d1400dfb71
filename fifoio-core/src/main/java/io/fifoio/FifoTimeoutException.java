package io.fifoio;

import java.io.InterruptedIOException;
import java.io.Serial;

/**
 * The time limit of an end passed while a call waited, or the one for a peer that never came, as the message tells. {@code
 * bytesTransferred} is how much the call had accepted or consumed by then; the pair stays usable, and the other end does not
 * notice (but for a message of {@link FifoOutputStream#shared} that was accepted in part).
 */
public final class FifoTimeoutException extends InterruptedIOException {

    @Serial
    private static final long serialVersionUID = 1;

    /** For streams that are built on a pair and have a limit of their own. */
    public FifoTimeoutException(String message) {
        super(message);
    }
}
