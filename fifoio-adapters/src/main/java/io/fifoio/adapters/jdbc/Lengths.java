package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.PushSource;

final class Lengths {
    private Lengths() {}

    static long of(PushSource source) {
        return -1;
    }
}
