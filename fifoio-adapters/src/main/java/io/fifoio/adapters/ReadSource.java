package io.fifoio.adapters;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.Callable;

/** What another stream gives, a buffer full for each step. */
record ReadSource(Callable<? extends InputStream> opener) implements StepwiseSource {

    /** Enough for most of what is short: zeroing a long one would cost more than the bytes. */
    private static final int FIRST_CHUNK = 2 * 1024;

    private static final int CHUNK = 16 * 1024;

    @Override
    public Steps begin(OutputStream out) throws Exception {
        InputStream in = Objects.requireNonNull(opener.call(), "the stream to read from");
        return new Steps() {

            private byte[] chunk = new byte[FIRST_CHUNK];

            @Override
            public boolean next() throws IOException {
                int count = in.read(chunk);
                if (count > 0) {
                    out.write(chunk, 0, count);
                }
                if (count == chunk.length && count < CHUNK) {
                    chunk = new byte[CHUNK];
                }
                return count >= 0;
            }

            @Override
            public void close() throws IOException {
                in.close();
            }

            @Override
            public void closeNow() throws IOException {
                if (in instanceof SourceInputStream opened) {
                    opened.closeNow();
                } else {
                    in.close();
                }
            }
        };
    }
}
