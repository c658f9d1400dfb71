package io.fifoio.adapters;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Objects;

/**
 * Codecs that change nothing and only observe the bytes that pass. A {@linkplain PushSource#length length} that was
 * known stays known.
 *
 * <pre>{@code
 * tar.through(Taps.digest("SHA-256", sum -> manifest.put(name, sum)))
 *         .through(ParallelGzip.level(6))
 *         .through(Taps.limit(5_000_000_000L))
 * }</pre>
 *
 * <p>The callbacks run on the thread that runs the source, anew for each opening. What they throw is a failure of the
 * source; a checked exception other than an {@code IOException} becomes the cause of one. Callbacks for the end are
 * called only if the source ended normally, before the last byte can be read.
 */
public final class Taps {

    private Taps() {}

    /** What {@link Taps#digest} calls. */
    @FunctionalInterface
    public interface DigestCallback {

        /**
         * Called at the end.
         *
         * @param digest is the callback's own
         * @throws Exception of any kind, which fails the source
         */
        void accept(byte[] digest) throws Exception;
    }

    /** What {@link Taps#count} and {@link Taps#progress} call. */
    @FunctionalInterface
    public interface CountCallback {

        /**
         * Called at the end, or under way.
         *
         * @param bytes how many, from the beginning
         * @throws Exception of any kind, which fails the source
         */
        void accept(long bytes) throws Exception;
    }

    /**
     * Computes the digest of what passes.
     *
     * @param algorithm a name that {@link MessageDigest} knows
     * @param atEnd gets the digest
     * @throws IllegalArgumentException if there is no such algorithm
     */
    public static Codec digest(String algorithm, DigestCallback atEnd) {
        Digests.of(algorithm); // so that a wrong name is told at once
        Objects.requireNonNull(atEnd, "atEnd");
        return (Tap) out -> new PassingStream(out) {

            private final MessageDigest digest = Digests.of(algorithm);

            @Override
            void passing(byte[] b, int off, int len) {
                digest.update(b, off, len);
            }

            @Override
            void passed() throws Exception {
                atEnd.accept(digest.digest());
            }
        };
    }

    /** Counts the bytes that pass, and reports the count at the end. */
    public static Codec count(CountCallback atEnd) {
        Objects.requireNonNull(atEnd, "atEnd");
        return (Tap) out -> new PassingStream(out) {

            @Override
            void passing(byte[] b, int off, int len) {}

            @Override
            void passed() throws Exception {
                atEnd.accept(count());
            }
        };
    }

    /**
     * Reports progress: the count of bytes so far.
     *
     * @param every after how many bytes to report, at least 1; a large write is reported once
     * @param progress called when that many more bytes are about to pass
     */
    public static Codec progress(long every, CountCallback progress) {
        if (every < 1) {
            throw new IllegalArgumentException("progress every " + every + " bytes, must be at least 1");
        }
        Objects.requireNonNull(progress, "progress");
        return (Tap) out -> new PassingStream(out) {

            private long next = every;

            @Override
            void passing(byte[] b, int off, int len) throws Exception {
                long passing = count() + len;
                if (passing >= next) {
                    progress.accept(passing);
                    next = passing - passing % every + every;
                }
            }
        };
    }

    /**
     * Lets at most the given number of bytes pass; if there are more, the source fails.
     *
     * @param most not negative
     */
    public static Codec limit(long most) {
        if (most < 0) {
            throw new IllegalArgumentException("limit is " + most + ", must not be negative");
        }
        return (Tap) out -> new PassingStream(out) {

            @Override
            void passing(byte[] b, int off, int len) throws IOException {
                if (len > most - count()) {
                    throw new IOException("more than " + most + " bytes, the limit set for them");
                }
            }
        };
    }

    /**
     * Also writes everything that passes to another stream, before passing it on; if that fails, the source fails. At
     * the end the copy is flushed but not closed, so the codec is good for one opening only.
     */
    public static Codec tee(OutputStream copy) {
        Objects.requireNonNull(copy, "copy");
        return (Tap) out -> new PassingStream(out) {

            @Override
            void passing(byte[] b, int off, int len) throws IOException {
                copy.write(b, off, len);
            }

            @Override
            void passed() throws IOException {
                copy.flush();
            }
        };
    }
}
