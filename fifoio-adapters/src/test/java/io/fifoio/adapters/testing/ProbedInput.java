package io.fifoio.adapters.testing;

import io.fifoio.adapters.testing.Probe.Point;
import java.io.InputStream;

/** Gives some bytes, a few thousand at a time, and calls the probe on its way. */
public final class ProbedInput extends InputStream {

    private static final int MOST = 10_000;

    private final byte[] bytes;
    private final Probe probe;
    private int position;
    private boolean started;
    private boolean halfGiven;

    public ProbedInput(byte[] bytes, Probe probe) {
        this.bytes = bytes;
        this.probe = probe;
    }

    @Override
    public int read() {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] b, int off, int len) {
        int half = bytes.length / 2;
        if (!started) {
            started = true;
            call(Point.START);
        }
        if (position == half && !halfGiven) {
            halfGiven = true;
            call(Point.MIDDLE);
        }
        if (position == bytes.length) {
            call(Point.END);
            return -1;
        }
        int end = position < half ? half : bytes.length;
        int count = Math.min(Math.min(len, MOST), end - position);
        System.arraycopy(bytes, position, b, off, count);
        position += count;
        return count;
    }

    private void call(Point point) {
        try {
            probe.at(point);
        } catch (Throwable failure) {
            throw ProbedInput.<RuntimeException>unchecked(failure);
        }
    }

    /**
     * A stream may not throw a checked exception other than an {@code IOException}; those of drivers do so, by this
     * trick or by others.
     */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E unchecked(Throwable failure) throws E {
        throw (E) failure;
    }
}
