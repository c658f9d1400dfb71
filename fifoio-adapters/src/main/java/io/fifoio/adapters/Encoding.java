package io.fifoio.adapters;

import io.fifoio.adapters.inner.Failures;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/** An encoder between a source and its output. It is finished if the source ends normally, and given up otherwise. */
final class Encoding {

    private final Valve valve;
    private final OutputStream encoder;
    private final GuardedOutputStream plain;

    Encoding(Codec codec, OutputStream out) throws IOException {
        valve = new Valve(out);
        encoder = Objects.requireNonNull(codec.encode(valve), "the stream that the codec returned");
        plain = new Plain(encoder);
    }

    /** Whether this stream leads into an encoder. */
    static boolean isBehind(OutputStream out) {
        return out instanceof Plain;
    }

    /** Returns the stream that the source writes to. */
    OutputStream plain() {
        return plain;
    }

    /**
     * Writes a part of what the encoder still holds, after the source has ended normally. If this throws,
     * {@link #giveUp} must still be called.
     *
     * @return whether to call this again before {@link #finish}
     */
    boolean drain() throws IOException {
        plain.refuse();
        plain.ensureWhole();
        boolean more = encoder instanceof Releasable ours && ours.drain();
        valve.ensureWhole();
        return more;
    }

    /**
     * Finishes the encoder, after the source has ended normally. If this throws, {@link #giveUp} must still be called.
     */
    void finish() throws IOException {
        plain.refuse();
        plain.ensureWhole();
        encoder.close();
        valve.refuse();
        valve.ensureWhole();
    }

    /**
     * Frees what the encoder holds and lets nothing more out, because the source or the encoder has failed.
     *
     * @param failure to which an exception that occurs here is added as suppressed
     */
    void giveUp(Throwable failure) {
        try {
            free();
        } catch (Throwable second) {
            Failures.suppress(failure, second);
        }
    }

    /** As {@link #giveUp(Throwable)}, but without a failure: nobody wants the rest of the encoded data. */
    void giveUp() throws IOException {
        try {
            free();
        } catch (Exception e) {
            if (encoder instanceof Releasable) {
                throw e;
            }
            // A foreign encoder only says that it was closed before its data was whole, which is known.
        }
    }

    private void free() throws IOException {
        plain.refuse();
        valve.shut();
        if (encoder instanceof Releasable ours) {
            ours.release();
        } else {
            // Closing is the only way to make any encoder free what it holds, native memory included. The trailer that
            // it writes then is dropped.
            encoder.close();
        }
    }

    /** Guards an encoder, which would be corrupted if another thread flushed or closed it while one is writing. */
    private static final class Plain extends GuardedOutputStream {

        Plain(OutputStream encoder) {
            super(encoder);
        }

        @Override
        void passFlush() throws IOException {
            flushInTurn();
        }
    }

    /** Passes bytes on until it is shut; then drops them. */
    private static final class Valve extends GuardedOutputStream {

        /** Volatile because encoders may write on threads of their own. */
        private volatile boolean shut;

        Valve(OutputStream out) {
            super(out);
        }

        void shut() {
            shut = true;
        }

        @Override
        public void write(int b) throws IOException {
            if (!shut) {
                super.write(b);
            }
        }

        @Override
        public void write(byte[] b, int off, int len) throws IOException {
            if (!shut) {
                super.write(b, off, len);
            }
        }

        @Override
        public void flush() throws IOException {
            if (!shut) {
                super.flush();
            }
        }
    }
}
