package io.fifoio.examples.archive;

import java.io.IOException;
import java.io.Serial;

/** Thrown before any work is done, if what was asked for can't be done. */
final class BadArgument extends IOException {

    @Serial
    private static final long serialVersionUID = 1;

    BadArgument(String message) {
        super(message);
    }
}
