package io.fifoio.adapters.http;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SourcePublisher;
import io.fifoio.adapters.Summary;
import java.io.Closeable;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow.Subscriber;

/**
 * The body of a request of {@link java.net.http.HttpClient}, written while it is sent:
 *
 * <pre>{@code try (UploadBody body = UploadBody.of(json)) { var response =
 * client.send(HttpRequest.newBuilder(uri).POST(body).build(), BodyHandlers.discarding()); if (response.statusCode() /
 * 100 == 2) { body.result(); // throws if the server answered before it had received the whole body } } }</pre>
 *
 * <p>A source that fails breaks the request: {@code send} throws with that failure as a cause, and the server sees a
 * connection or a stream that broke off, never a complete body. So does a source that does not match its
 * {@linkplain PushSource#length length}. Each time the client sends the body (redirects, retries), the source is
 * written anew, on a thread of its own; no thread of the client's waits for it. Close the body after the exchange: if
 * the server answered early, the client does not ask for the rest, and the source would keep waiting.
 *
 * <p>This is a {@link SourcePublisher} in the form that the JDK's client takes; other clients take the publisher
 * itself.
 */
@SuppressWarnings("exports") // see module-info
public final class UploadBody implements BodyPublisher, Closeable {

    private final SourcePublisher publisher;

    private UploadBody(SourcePublisher publisher) {
        this.publisher = publisher;
    }

    /** A body that sends what the source writes. */
    public static UploadBody of(PushSource source) {
        return new UploadBody(SourcePublisher.of(source));
    }

    /**
     * Returns the length of the source if it is known; otherwise -1, and the body is sent in chunks in HTTP/1.1. For an
     * empty source it is -1 as well, because the client does not subscribe to a body of length 0, and nobody would
     * notice if the source failed.
     */
    @Override
    public long contentLength() {
        long length = publisher.length().orElse(-1);
        return length == 0 ? -1 : length;
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        publisher.subscribe(subscriber);
    }

    /**
     * Returns a summary of what was sent the last time, once the client has taken all of it. Call it after
     * {@code send}: a server may answer with success before it has received the whole body. Never waits.
     *
     * @throws io.fifoio.IncompleteStreamException if the body was not sent, or not to its end
     */
    public Summary result() throws IOException {
        return publisher.result();
    }

    /**
     * Stops every source that is still writing, as {@link SourcePublisher#close()} does; a single-use source that was
     * never asked for, because the request could not be sent, is used up.
     *
     * @throws IOException if a source does not stop, or can't be closed
     */
    @Override
    public void close() throws IOException {
        publisher.close();
    }
}
