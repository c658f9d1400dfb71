package io.fifoio.examples.archive;

import java.io.IOException;
import java.io.Serial;

/** What was asked for can't be done; found before any work. */
final class BadArgument extends IOException {

    @Serial
    private static final long serialVersionUID = 1;

    BadArgument(String message) {
        super(message);
    }
}
