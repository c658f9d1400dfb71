package io.fifoio.integration.downloads;

/** A server that answers each request with a source. */
interface Serving extends AutoCloseable {

    int port();

    void stop() throws Exception;

    @Override
    default void close() {
        try {
            stop();
        } catch (Exception e) {
            throw new AssertionError("the server does not stop", e);
        }
    }
}
