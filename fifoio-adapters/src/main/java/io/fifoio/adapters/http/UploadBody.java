package io.fifoio.adapters.http;

import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SourceInputStream;
import io.fifoio.adapters.Summary;
import java.io.Closeable;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Flow.Subscriber;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request of {@link java.net.http.HttpClient}, written while it is sent, with a length not known before
 * (chunked in HTTP/1.1):
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

    /** Those that have not been read to their end. Also the lock for the fields below. */
    private final Set<SourceInputStream> reading = new HashSet<>();

    private @Nullable SourceInputStream last;
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
        SourceInputStream in = source.open();
        synchronized (reading) {
            if (!closed) {
                reading.add(in);
                last = in;
                return new Chunks(in, () -> ended(in));
            }
        }
        return new Chunks(CLOSED.open(), () -> {});
    }

    private void ended(SourceInputStream in) {
        synchronized (reading) {
            reading.remove(in);
        }
    }

    /**
     * What was sent the last time, once the client has taken all of it. To call after {@code send}: a server may well
     * answer with success before it was sent the whole body. Never waits.
     *
     * @throws IncompleteStreamException if the body was not sent, or not to its end
     */
    public Summary result() throws IOException {
        SourceInputStream in;
        synchronized (reading) {
            in = last;
        }
        if (in == null) {
            throw new IncompleteStreamException("the body was not sent");
        }
        return in.result();
    }

    /**
     * Stops every source that still writes, as {@link SourceInputStream#close()} does.
     *
     * @throws IOException if one does not stop
     */
    @Override
    public void close() throws IOException {
        List<SourceInputStream> toClose;
        synchronized (reading) {
            closed = true;
            toClose = List.copyOf(reading);
        }
        IOException failure = null;
        for (SourceInputStream in : toClose) {
            try {
                in.close();
                ended(in);
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
