package io.fifoio.adapters.compress;

import java.io.IOException;

/** Of what may be whole and undamaged, but is not what can be read here: the message says it all. */
final class RefusedInput extends IOException {

    private static final long serialVersionUID = 1;

    RefusedInput(String message) {
        super(message);
    }
}
