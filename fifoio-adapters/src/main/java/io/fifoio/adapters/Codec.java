package io.fifoio.adapters;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Wraps a stream in one that encodes: {@code GZIPOutputStream::new}, {@code DeflaterOutputStream::new}, or any
 * constructor or lambda of that form. Called for each opening, so it must make a new stream each time.
 *
 * <p>An encoder that fails throws. One that swallows its own failure is believed: {@code CipherOutputStream} does where the
 * cipher's end fails (a wrong tag or padding when it decrypts), so decrypt by {@code CipherInputStream} and {@link
 * PushSource#from(java.io.InputStream)}.
 */
@FunctionalInterface
public interface Codec {

    /**
     * @param out where the encoded bytes go
     * @return a stream whose {@code close()} writes what is still to come, its trailer included, and closes {@code out}. It
     *     writes during the calls it gets, if by threads of its own; what it writes between the steps of a {@link
     *     StepwiseSource} is refused and a failure
     */
    OutputStream encode(OutputStream out) throws IOException;
}
