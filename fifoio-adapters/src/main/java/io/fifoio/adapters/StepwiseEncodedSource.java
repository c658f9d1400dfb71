package io.fifoio.adapters;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** As {@link EncodedSource}, in steps: the last one writes the trailer. */
record StepwiseEncodedSource(StepwiseSource source, Codec codec) implements StepwiseSource {

    @Override
    public Steps begin(OutputStream out) throws Exception {
        Encoding encoding = new Encoding(codec, out);
        try {
            return new EncodedSteps(source.begin(encoding.plain()), encoding);
        } catch (Throwable failure) {
            encoding.giveUp(failure);
            throw failure;
        }
    }

    private static final class EncodedSteps implements Steps {

        private final Encoding encoding;
        private @Nullable Steps plain;
        private boolean finished;

        EncodedSteps(Steps plain, Encoding encoding) {
            this.plain = plain;
            this.encoding = encoding;
        }

        @Override
        public boolean next() throws Exception {
            if (plain != null && plain.next()) {
                return true;
            }
            closePlain();
            encoding.finish();
            finished = true;
            return false;
        }

        private void closePlain() throws IOException {
            Steps steps = plain;
            plain = null;
            if (steps != null) {
                steps.close();
            }
        }

        @Override
        public void close() throws IOException {
            if (finished) {
                return;
            }
            finished = true;
            IOException failure = new IOException("what the encoder of a source holds could not be freed");
            try {
                closePlain();
            } finally {
                encoding.giveUp(failure);
            }
            if (failure.getSuppressed().length > 0) {
                throw failure;
            }
        }
    }
}
