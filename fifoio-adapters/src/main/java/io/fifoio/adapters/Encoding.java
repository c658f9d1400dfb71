package io.fifoio.adapters;

import io.fifoio.adapters.inner.Failures;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/** An encoder at work between a source and its output, and how it ends: finished where the source ended well, else given up. */
final class Encoding {

    private final Valve valve;
    private final OutputStream encoder;
    private final GuardedOutputStream plain;

    Encoding(Codec codec, OutputStream out) throws IOException {
        valve = new Valve(out);
        encoder = Objects.requireNonNull(codec.encode(valve), "the stream that the codec returned");
        plain = new Plain(encoder);
    }

    /** Whether what is written there goes into an encoder. */
    static boolean isBehind(OutputStream out) {
        return out instanceof Plain;
    }

    /** What the source writes to. */
    OutputStream plain() {
        return plain;
    }

    /**
     * The source ended well: lets a part out of what the encoder still holds. Where this throws, {@link #giveUp} is still to be called.
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

    /** The source ended well. Where this throws, {@link #giveUp} is still to be called. */
    void finish() throws IOException {
        plain.refuse();
        plain.ensureWhole();
        encoder.close();
        valve.refuse();
        valve.ensureWhole();
    }

    /**
     * The source, or the encoder, failed: frees what the encoder holds, and lets nothing more out.
     *
     * @param failure gets what goes wrong here as suppressed
     */
    void giveUp(Throwable failure) {
        try {
            free();
        } catch (Throwable second) {
            Failures.suppress(failure, second);
        }
    }

    /** As {@link #giveUp(Throwable)}, where nobody wants the rest of what is encoded. */
    void giveUp() throws IOException {
        try {
            free();
        } catch (Exception e) {
            if (encoder instanceof Releasable) {
                throw e;
            }
            // Else it says that it was closed before its data was whole, which is no news.
        }
    }

    private void free() throws IOException {
        plain.refuse();
        valve.shut();
        if (encoder instanceof Releasable ours) {
            ours.release();
        } else {
            // The one way to make any encoder free what it holds, native memory included. The trailer that it writes
            // too does not get out.
            encoder.close();
        }
    }

    /** In front of an encoder, which a thread that flushes or closes beside the one that writes would put out of order. */
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

        /** Volatile for encoders that write on threads of their own. */
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
