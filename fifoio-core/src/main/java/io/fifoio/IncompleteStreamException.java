package io.fifoio;

import java.io.IOException;
import java.io.Serial;

/**
 * The data ends here but is not whole: what writes it failed (its failure is the cause) or ended without saying that it
 * was done. The bytes read before this are the first part of the data and must not be taken for all of it.
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
