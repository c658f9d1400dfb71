package io.fifoio.integration.uploads;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A server that takes uploads, and notes those that it took for whole. The path says what it does: {@code /take} reads
 * all and answers 200; {@code /moved} reads all and answers 307; {@code /refuse} reads nothing, answers 413 and closes;
 * {@code /ignore} reads nothing and answers 200; {@code /wait} reads nothing and answers nothing until {@link #goOn} is
 * called.
 */
abstract class Receiver implements AutoCloseable {

    /** A body that came to its end. */
    record Whole(String path, long contentLength, byte[] body) {}

    /** An answer to be given. */
    record Answer(int status, String header, String value) {}

    private static final List<String> READING = List.of("/take", "/moved");

    private final List<Whole> whole = new CopyOnWriteArrayList<>();
    private final CountDownLatch waiting = new CountDownLatch(1);
    private final CountDownLatch arrived = new CountDownLatch(1);

    abstract int port();

    /** Returns when no handler runs any more. */
    @Override
    public abstract void close();

    final URI uri(String path) {
        return URI.create("http://localhost:" + port() + path);
    }

    /** Returns the uploads that were taken for whole; the list is final once this is closed. */
    final List<Whole> whole() {
        return List.copyOf(whole);
    }

    /** Lets requests that wait go on. */
    final void goOn() {
        waiting.countDown();
    }

    /** Opens when the first request has come to its handler. */
    final CountDownLatch arrived() {
        return arrived;
    }

    /** @throws IOException if the body does not come to its end */
    final Answer answer(String path, long contentLength, InputStream body) throws IOException {
        arrived.countDown();
        if (READING.contains(path)) {
            byte[] all = body.readAllBytes();
            if (contentLength >= 0 && all.length != contentLength) {
                // RFC 9112, 8: incomplete. Jetty ends the stream like this if a connection breaks at just that moment.
                throw new EOFException(all.length + " bytes of " + contentLength);
            }
            whole.add(new Whole(path, contentLength, all));
        }
        return switch (path) {
            case "/take", "/ignore" -> new Answer(200, "X-Seen", "1");
            case "/moved" -> new Answer(307, "Location", "/take");
            case "/refuse" -> new Answer(413, "Connection", "close");
            case "/wait" -> {
                awaitGoOn();
                yield new Answer(503, "Connection", "close");
            }
            default -> new Answer(404, "Connection", "close");
        };
    }

    private void awaitGoOn() throws IOException {
        try {
            waiting.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
