package io.fifoio.adapters;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.Callable;

/** What another stream gives, a buffer full for each step. */
record ReadSource(Callable<? extends InputStream> opener) implements StepwiseSource {

    private static final int CHUNK = 16 * 1024;

    @Override
    public Steps begin(OutputStream out) throws Exception {
        byte[] chunk = new byte[CHUNK];
        InputStream in = Objects.requireNonNull(opener.call(), "the stream to read from");
        return new Steps() {
            @Override
            public boolean next() throws IOException {
                int count = in.read(chunk);
                if (count > 0) {
                    out.write(chunk, 0, count);
                }
                return count >= 0;
            }

            @Override
            public void close() throws IOException {
                in.close();
            }
        };
    }
}
