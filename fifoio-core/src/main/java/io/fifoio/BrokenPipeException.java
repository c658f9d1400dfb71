package io.fifoio;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The reader has left: it closed its end, or failed it (its failure is the cause), so what is written can't be read any
 * more. The counterpart of POSIX {@code EPIPE}.
 */
public final class BrokenPipeException extends IOException {

    @Serial
    private static final long serialVersionUID = 1;

    BrokenPipeException(long position, @Nullable Throwable cause) {
        super(
                "the reader " + (cause == null ? "closed its end" : "failed: " + Causes.describe(cause)) + " ("
                        + position + " bytes had been accepted)",
                cause);
    }
}
