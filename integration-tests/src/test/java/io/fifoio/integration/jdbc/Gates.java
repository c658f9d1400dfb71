package io.fifoio.integration.jdbc;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

final class Gates {

    private Gates() {}

    /** Writes nothing for a moment, so that the reader, if it is waiting, is interrupted while it waits. */
    static void untilInterruptIsSeen() throws InterruptedException {
        new CountDownLatch(1).await(200, TimeUnit.MILLISECONDS);
    }
}
