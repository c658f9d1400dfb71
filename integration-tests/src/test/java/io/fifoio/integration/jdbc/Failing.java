package io.fifoio.integration.jdbc;

import io.fifoio.adapters.PushSource;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A source of some bytes at which something happens on the way, and which says whether it has ended. */
final class Failing implements PushSource {

    /** What happens on the way; may throw. */
    @FunctionalInterface
    interface Event {
        void happen() throws Exception;
    }

    private static final int PIECE = 10_000;

    private final byte[] value;
    private final double where;
    private final @Nullable Event event;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean started;

    /** @param where 0 is before the first byte, 1 after the last */
    Failing(byte[] value, double where, @Nullable Event event) {
        this.value = value;
        this.where = where;
        this.event = event;
    }

    @Override
    public void writeTo(OutputStream out) throws Exception {
        started = true;
        try {
            long at = Math.round(value.length * where);
            boolean happened = false;
            for (int i = 0; i <= value.length; i += PIECE) {
                if (!happened && i >= at) {
                    happen();
                    happened = true;
                }
                if (i < value.length) {
                    out.write(value, i, Math.min(PIECE, value.length - i));
                }
            }
            if (!happened) {
                happen();
            }
        } finally {
            ended.countDown();
        }
    }

    private void happen() throws Exception {
        if (event != null) {
            event.happen();
        }
    }

    /** What it writes when nothing happens. */
    byte[] value() {
        return value;
    }

    boolean isStarted() {
        return started;
    }

    /** Whether nothing of it is running; waits a moment for that. */
    boolean isOver() throws InterruptedException {
        return !started || ended.await(10, TimeUnit.SECONDS);
    }

    static IOException checked() {
        return new IOException("the source fails, checked");
    }

    static IllegalStateException unchecked() {
        return new IllegalStateException("the source fails, unchecked");
    }
}
