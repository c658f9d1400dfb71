package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.PushSource;
import java.util.concurrent.locks.LockSupport;

/** A source that hangs. */
final class Silent {

    private static final byte[] NOTHING = {};

    private Silent() {}

    /** It checks again and again whether its reader has left, so that nobody has to wait for it in vain. */
    static PushSource afterOneByte() {
        return out -> {
            out.write(new byte[2]); // of which the last one is held back
            while (true) {
                LockSupport.parkNanos(1_000_000);
                out.write(NOTHING);
            }
        };
    }
}
