package io.fifoio.adapters;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Wraps a stream in one that encodes: {@code GZIPOutputStream::new}, {@code DeflaterOutputStream::new}, or any
 * constructor or lambda of that form. Called for each opening, so it must make a new stream each time.
 *
 * <p>An encoder must throw if it fails; one that swallows its own failure is believed. {@code CipherOutputStream}
 * swallows a failure at the end of the cipher (a wrong tag or padding when it decrypts), so decrypt with
 * {@code CipherInputStream} and {@link PushSource#from(java.io.InputStream)}.
 */
@FunctionalInterface
public interface Codec {

    /**
     * @param out where the encoded bytes go
     * @return a stream whose {@code close()} writes what is still to come, its trailer included, and closes
     *     {@code out}. It may write only during calls of its methods, even if it does so by threads of its own:
     *     whatever it writes between the steps of a {@link StepwiseSource} is refused, and the source fails
     */
    OutputStream encode(OutputStream out) throws IOException;
}
