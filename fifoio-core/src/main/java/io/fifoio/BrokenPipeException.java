package io.fifoio;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The reader has left: it closed its end, failed it (its failure is the cause), or abandoned it, so what is written
 * can't be read any more. The counterpart of POSIX {@code EPIPE}.
 */
public final class BrokenPipeException extends IOException {

    @Serial
    private static final long serialVersionUID = 1;

    BrokenPipeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
