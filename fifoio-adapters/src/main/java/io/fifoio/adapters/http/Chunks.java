package io.fifoio.adapters.http;

import io.fifoio.adapters.SourceInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stream cut into arrays. A failure comes out of {@link #next}, never of {@link #hasNext}: the JDK's publisher turns
 * the former into {@code onError}, while the latter can get lost between two requests.
 */
final class Chunks implements Iterator<byte[]> {

    /** What the JDK's client sends at a time. */
    private static final int SIZE = 16 * 1024;

    private final SourceInputStream in;
    private final Runnable atEnd;
    private byte @Nullable [] chunk;
    private @Nullable IOException failure;
    private boolean ended;

    /** @param atEnd run once the stream was read to its end and closed, or has failed */
    Chunks(SourceInputStream in, Runnable atEnd) {
        this.in = in;
        this.atEnd = atEnd;
    }

    @Override
    public boolean hasNext() {
        if (chunk == null && failure == null && !ended) {
            readOn();
        }
        return !ended;
    }

    @Override
    public byte[] next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        if (failure != null) {
            throw new UncheckedIOException(failure);
        }
        byte[] next = Objects.requireNonNull(chunk, "chunk");
        chunk = null;
        return next;
    }

    private void readOn() {
        try {
            byte[] buffer = new byte[SIZE];
            int count = in.read(buffer, 0, SIZE);
            if (count < 0) {
                ended = true;
                in.close();
                atEnd.run();
            } else {
                chunk = count < SIZE ? Arrays.copyOf(buffer, count) : buffer;
            }
        } catch (IOException e) {
            failure = e;
            atEnd.run();
            ended = false; // a close that failed after the end counts too
        }
    }
}
