package io.fifoio.adapters.http;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SourceInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow.Subscriber;

/**
 * The body of a request of {@link java.net.http.HttpClient}, written while it is sent, with a length not known before
 * (chunked in HTTP/1.1):
 *
 * <pre>{@code
 * try (UploadBody body = UploadBody.of(json)) {
 *     client.send(HttpRequest.newBuilder(uri).POST(body).build(), BodyHandlers.discarding());
 * }
 * }</pre>
 *
 * <p>A source that fails breaks the request: {@code send} throws with that failure as a cause, and the server sees a
 * connection that broke off, never a complete body. Each time the client sends (redirects, retries) the source is opened
 * anew. Close the body after the exchange: a client whose server answered early does not ask for the rest, and the source
 * would wait for ever.
 */
@SuppressWarnings("exports") // see module-info
public final class UploadBody implements BodyPublisher, Closeable {

    /** What a body sends that is sent after it was closed: its failure, as a subscriber expects to get it. */
    private static final PushSource CLOSED = out -> {
        throw new IOException("this UploadBody is closed; a body can be sent until then");
    };

    private final PushSource source;
    /** Also the lock for itself and {@code closed}. */
    private final List<SourceInputStream> opened = new ArrayList<>();

    private boolean closed;

    private UploadBody(PushSource source) {
        this.source = source;
    }

    /** A body that sends what the source writes. */
    public static UploadBody of(PushSource source) {
        return new UploadBody(Objects.requireNonNull(source, "source"));
    }

    /** -1: not known before it is sent. */
    @Override
    public long contentLength() {
        return -1;
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        BodyPublishers.ofByteArrays(this::chunks).subscribe(subscriber);
    }

    private Iterator<byte[]> chunks() {
        synchronized (opened) {
            if (closed) {
                return new Chunks(CLOSED.open());
            }
            SourceInputStream in = source.open();
            opened.add(in);
            return new Chunks(in);
        }
    }

    /**
     * Stops every source that still writes, as {@link SourceInputStream#close()} does.
     *
     * @throws IOException if one does not stop
     */
    @Override
    public void close() throws IOException {
        List<SourceInputStream> toClose;
        synchronized (opened) {
            closed = true;
            toClose = List.copyOf(opened);
            opened.clear();
        }
        IOException failure = null;
        for (SourceInputStream in : toClose) {
            try {
                in.close();
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
