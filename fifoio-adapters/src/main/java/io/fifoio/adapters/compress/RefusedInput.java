package io.fifoio.adapters.compress;

import java.io.IOException;

/** Refuses data that may be whole and undamaged but can't be read here; its message says everything. */
final class RefusedInput extends IOException {

    private static final long serialVersionUID = 1;

    RefusedInput(String message) {
        super(message);
    }
}
