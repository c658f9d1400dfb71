package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SourceInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A source that is written on a thread of its own when it is opened, even if it could be written in steps on the
 * reading thread. On its own thread it waits when it would use the connection, and that is detected; see
 * {@link DeadlockWatch}.
 */
record OnAThread(PushSource source) implements PushSource {

    @Override
    public void writeTo(OutputStream out) throws Exception {
        source.writeTo(out);
    }

    @Override
    public OptionalLong length() {
        return source.length();
    }

    @Override
    public SourceInputStream open() {
        return new Opened(source).once().open();
    }

    @Override
    public SourceInputStream open(int capacity) {
        return new Opened(source).once().open(capacity);
    }

    /**
     * What is closed with the opened stream. A source for one use is used up when it is opened, and releases what it
     * owns even if it is never read; here, however, it is not opened but written, when reading begins.
     */
    private static final class Opened implements PushSource, Closeable {

        private final PushSource source;
        private final AtomicBoolean begun = new AtomicBoolean();

        Opened(PushSource source) {
            this.source = source;
        }

        @Override
        public void writeTo(OutputStream out) throws Exception {
            begun.set(true);
            source.writeTo(out);
        }

        @Override
        public OptionalLong length() {
            return source.length();
        }

        @Override
        public void close() throws IOException {
            if (!begun.getAndSet(true)) {
                source.open().close();
            }
        }
    }
}
