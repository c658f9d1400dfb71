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
 * <pre>{@code
 * try (UploadBody body = UploadBody.of(json)) {
 *     var response = client.send(HttpRequest.newBuilder(uri).POST(body).build(), BodyHandlers.discarding());
 *     if (response.statusCode() / 100 == 2) {
 *         body.result(); // throws if the server answered before it was sent all
 *     }
 * }
 * }</pre>
 *
 * <p>A source that fails breaks the request: {@code send} throws with that failure as a cause, and the server sees a
 * connection or a stream that broke off, never a complete body. So does a source that does not meet its {@linkplain
 * PushSource#length length}. Each time the client sends (redirects, retries) the source is written anew, on a thread of its own; none
 * of the client's waits for it. Close the body after the exchange: a client whose server answered early does not ask for the
 * rest, and the source would wait.
 *
 * <p>This is a {@link SourcePublisher} as the JDK's client takes it; other clients take that one.
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
     * The length of the source, where it tells one; else -1, for a body that is chunked in HTTP/1.1. That of an empty one is -1 too,
     * because the client does not ask for a body of length 0: nobody would notice that it failed.
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
     * What was sent the last time, once the client has taken all of it. To call after {@code send}: a server may well
     * answer with success before it was sent the whole body. Never waits.
     *
     * @throws io.fifoio.IncompleteStreamException if the body was not sent, or not to its end
     */
    public Summary result() throws IOException {
        return publisher.result();
    }

    /**
     * Stops every source that still writes, and uses up one for a single use that was never asked for, as of a request that could not
     * be sent, as {@link SourcePublisher#close()} does.
     *
     * @throws IOException if one does not stop, or can't be closed
     */
    @Override
    public void close() throws IOException {
        publisher.close();
    }
}
