package io.fifoio.adapters;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * As {@link EncodedSource}; when it is written in steps, the last ones write what the encoder still holds, and its
 * trailer.
 */
final class StepwiseEncodedSource extends EncodedSource implements StepwiseSource {

    private final StepwiseSource source;

    StepwiseEncodedSource(StepwiseSource source, Codec codec) {
        super(source, codec);
        this.source = source;
    }

    @Override
    public Steps begin(OutputStream out) throws Exception {
        Encoding encoding = new Encoding(codec, out);
        try {
            StepwiseSource held = codec instanceof LengthCheck ? source : LengthCheck.on(source);
            Steps plain = Objects.requireNonNull(held.begin(encoding.plain()), "the steps of the source");
            return new EncodedSteps(plain, encoding);
        } catch (Throwable failure) {
            encoding.giveUp(failure);
            throw failure;
        }
    }

    private static final class EncodedSteps implements Steps {

        private final Steps plain;
        private final Encoding encoding;
        private boolean plainIsClosed;
        private boolean over;
        private @Nullable Throwable failure;

        EncodedSteps(Steps plain, Encoding encoding) {
            this.plain = plain;
            this.encoding = encoding;
        }

        @Override
        public boolean next() throws Exception {
            try {
                if (!plainIsClosed) {
                    if (plain.next()) {
                        return true;
                    }
                    closePlain(false);
                }
                if (encoding.drain()) {
                    return true;
                }
                encoding.finish();
                over = true;
                return false;
            } catch (Throwable thrown) {
                // What the encoder holds is freed by closing the steps: only that knows whether to interrupt
                // (closeNow).
                failure = thrown;
                throw thrown;
            }
        }

        private void closePlain(boolean now) throws IOException {
            if (plainIsClosed) {
                return;
            }
            plainIsClosed = true;
            if (now) {
                plain.closeNow();
            } else {
                plain.close();
            }
        }

        @Override
        public void close() throws IOException {
            close(false);
        }

        @Override
        public void closeNow() throws IOException {
            close(true);
        }

        private void close(boolean now) throws IOException {
            if (over) {
                return;
            }
            over = true;
            try {
                closePlain(now);
            } catch (Throwable thrown) {
                encoding.giveUp(thrown);
                throw thrown;
            }
            if (failure != null) {
                encoding.giveUp(failure);
            } else {
                encoding.giveUp(); // the reader has left
            }
        }
    }
}
