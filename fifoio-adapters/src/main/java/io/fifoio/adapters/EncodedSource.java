package io.fifoio.adapters;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/** A source written through an encoder, whose trailer follows only where the source ended well. */
record EncodedSource(PushSource source, Codec codec) implements PushSource {

    @Override
    public void writeTo(OutputStream out) throws Exception {
        Tap tap = new Tap(out);
        OutputStream encoder = Objects.requireNonNull(codec.encode(tap), "the stream that the codec returned");
        try {
            GuardedOutputStream plain = new GuardedOutputStream(encoder);
            source.writeTo(plain);
            plain.ensureWhole();
            encoder.close();
            tap.ensureWhole();
        } catch (Throwable failure) {
            // Closing is the one way to make any encoder free what it holds, native memory included. It writes a
            // trailer too, which must not get out.
            tap.shut();
            try {
                encoder.close();
            } catch (Throwable second) {
                Failures.suppress(failure, second);
            }
            throw failure;
        }
    }

    /** Passes bytes on until it is shut; then drops them. */
    private static final class Tap extends GuardedOutputStream {

        /** Volatile for encoders that write on threads of their own. */
        private volatile boolean shut;

        Tap(OutputStream out) {
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
