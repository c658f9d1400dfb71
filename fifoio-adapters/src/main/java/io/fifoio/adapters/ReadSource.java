package io.fifoio.adapters;

import io.fifoio.FifoInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * The bytes of another stream, one buffer per step.
 *
 * @param measure tells the length, where it is known before
 */
record ReadSource(Callable<? extends InputStream> opener, Supplier<OptionalLong> measure) implements StepwiseSource {

    /**
     * The size of the first buffer: enough for most short data, for which zeroing a long buffer would cost more than
     * the bytes.
     */
    private static final int FIRST_CHUNK = 2 * 1024;

    private static final int CHUNK = 16 * 1024;

    /**
     * The buffer in front of an encoder. The encoder may be one that decodes, and deflate can make 1,032 times as much
     * of its input; that has to stay well below what a step may write.
     */
    private static final int CHUNK_FOR_AN_ENCODER = 8 * 1024;

    /** The longest part of an array that is written at once. */
    private static final int LONGEST_COPY = 64 * 1024;

    static ReadSource of(Callable<? extends InputStream> opener) {
        return new ReadSource(opener, OptionalLong::empty);
    }

    static ReadSource of(Path file) {
        return new ReadSource(() -> Files.newInputStream(file), () -> sizeOf(file));
    }

    static ReadSource of(byte[] bytes) {
        return new ReadSource(() -> new ByteArrayInputStream(bytes), () -> OptionalLong.of(bytes.length));
    }

    private static OptionalLong sizeOf(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile() ? OptionalLong.of(attributes.size()) : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty(); // whoever opens it is told why
        }
    }

    @Override
    public OptionalLong length() {
        return measure.get();
    }

    @Override
    public Steps begin(OutputStream out) throws Exception {
        InputStream in = opened();
        int most = Encoding.isBehind(out) ? CHUNK_FOR_AN_ENCODER : CHUNK;
        return new Copying(in, out, most, in instanceof SourceInputStream || in instanceof FifoInputStream);
    }

    /**
     * Writes everything in one go. Nobody could be told of an interrupt between two steps then, so an interrupt is a
     * failure.
     */
    @Override
    public void writeTo(OutputStream out) throws Exception {
        InputStream in = opened();
        if (in.getClass() == ByteArrayInputStream.class && in.available() <= LONGEST_COPY) {
            // There is nothing to be closed. transferTo would hold the monitor while out blocks, and would give the
            // array away.
            out.write(in.readAllBytes());
            return;
        }
        StepwiseSource inOneGo = to -> new Copying(in, to, CHUNK, false);
        inOneGo.writeTo(out);
    }

    private InputStream opened() throws Exception {
        return Objects.requireNonNull(opener.call(), "the stream to read from");
    }

    private static final class Copying implements Steps {

        private final InputStream in;
        private final OutputStream out;
        private final int most;
        private final boolean canGoOn;
        private byte[] chunk = new byte[FIRST_CHUNK];

        /**
         * @param most how many bytes to copy at once
         * @param canGoOn whether an interrupted read loses nothing, so that the next one can go on
         */
        Copying(InputStream in, OutputStream out, int most, boolean canGoOn) {
            this.in = in;
            this.out = out;
            this.most = most;
            this.canGoOn = canGoOn;
        }

        @Override
        public boolean next() throws IOException {
            int count = read();
            if (count > 0) {
                out.write(chunk, 0, count);
            }
            if (count == chunk.length && count < most) {
                chunk = new byte[most];
            }
            return count >= 0;
        }

        /**
         * Reads. An interrupt is left to the reader, which finds that this step has done nothing and that the flag is
         * set.
         */
        private int read() throws IOException {
            try {
                return in.read(chunk, 0, chunk.length);
            } catch (InterruptedIOException e) {
                if (canGoOn && Thread.currentThread().isInterrupted()) {
                    return 0;
                }
                throw e;
            }
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
    }
}
