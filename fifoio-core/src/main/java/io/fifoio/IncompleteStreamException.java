package io.fifoio;

import java.io.IOException;
import java.io.Serial;

/**
 * Thrown when the data ends but is not whole: its writer failed (that failure is the cause) or ended without
 * completing. The bytes read so far are only the first part of the data and must not be taken for all of it.
 */
public final class IncompleteStreamException extends IOException {

    @Serial
    private static final long serialVersionUID = 1;

    /** @param message what ended, after how many bytes, and what to do */
    public IncompleteStreamException(String message) {
        super(message);
    }

    /**
     * @param message what ended, after how many bytes, and what to do
     * @param cause the writer's failure
     */
    public IncompleteStreamException(String message, Throwable cause) {
        super(message, cause);
    }
}
