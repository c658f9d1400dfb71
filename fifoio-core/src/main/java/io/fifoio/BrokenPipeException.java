package io.fifoio;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when the reader has left: it closed its end, failed it (that failure is the cause), or abandoned it, so
 * nothing that is written can be read any more. The counterpart of POSIX {@code EPIPE}.
 */
public final class BrokenPipeException extends IOException {

    @Serial
    private static final long serialVersionUID = 1;

    BrokenPipeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
