package io.fifoio.integration.uploads;

import io.fifoio.adapters.PushSource;
import java.io.IOException;
import java.net.URI;

/** A client under test. */
interface Uploader extends AutoCloseable {

    /** @return the status that the server answered with */
    int post(URI uri, PushSource source) throws Exception;

    @Override
    default void close() throws IOException {}
}
