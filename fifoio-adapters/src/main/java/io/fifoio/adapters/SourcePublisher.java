package io.fifoio.adapters;

import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.inner.Failures;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * A {@link PushSource} as a publisher of buffers (Reactive Streams 1.0.4), for clients that take such a body:
 *
 * <pre>{@code
 * try (SourcePublisher body = SourcePublisher.of(json)) {
 *     client.put(key, body).join();
 *     body.result(); // throws if the client did not take all of it
 * }
 * }</pre>
 *
 * <p>Each subscription writes the source anew, and so does a retry; with a source for a single use, the second
 * subscription fails. The source starts at the first {@code request}, on a thread of its own, even if it is a
 * {@link StepwiseSource}: a virtual thread if the runtime has them, otherwise a daemon. So the subscriber's calls never
 * wait for the source; the source waits when it is about 16 KiB ahead of what the subscriber has requested.
 *
 * <p>The buffers are not empty, are backed by an array, and belong to the subscriber. A buffer is handed on when 16 KiB
 * have gathered, when the source flushes, and at the end; on the source's thread or on the requesting one. The last
 * byte is held back until the source has returned normally. If it fails in any way, {@code onError} gets an
 * {@link IncompleteStreamException} with that failure as its cause, at once; whatever has not been handed on by then is
 * dropped. What becomes of that is the subscriber's word. As the body of an answer of Spring WebFlux it needs an
 * {@code onErrorMap}: some causes are taken there for a client that left, and the body is then ended as if it were
 * whole. {@code docs/downloads.md} has the program.
 *
 * <p>Cancelling does not wait: the source's current or next write fails. The same happens once a subscriber without an
 * open request has become unreachable. Closing ends every subscription that has not ended, and waits for them. May be
 * used by several threads.
 */
public final class SourcePublisher implements Flow.Publisher<ByteBuffer>, Closeable {

    private final PushSource source;

    /** The subscriptions that may not have ended. Also the lock for the fields below. */
    private final Set<Publication> running = new HashSet<>();

    private @Nullable Publication last;
    private boolean closed;

    private SourcePublisher(PushSource source) {
        this.source = source;
    }

    /** Returns a publisher of what the source writes; a source that has a length is held to it. */
    public static SourcePublisher of(PushSource source) {
        return new SourcePublisher(LengthCheck.on(source));
    }

    /** Returns how many bytes each subscription delivers, if the source knows. */
    public OptionalLong length() {
        return source.length();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        Publication publication = new Publication(source);
        synchronized (running) {
            if (closed) {
                publication.refuse("the publisher was closed before");
            } else {
                running.removeIf(Publication::hasEnded);
                running.add(publication);
                last = publication;
            }
        }
        publication.begin(subscriber);
    }

    /**
     * Returns a summary of what the last subscriber received, once that is all of it. Make this check if a client may
     * report success without having taken the whole body. Never waits.
     *
     * @throws IncompleteStreamException if the source failed (with its failure as the cause), if it was not handed on
     *     to its end, or if nobody has subscribed
     */
    public Summary result() throws IOException {
        Publication publication;
        synchronized (running) {
            publication = last;
        }
        if (publication == null) {
            throw new IncompleteStreamException("nothing was sent: nobody has subscribed");
        }
        return publication.result();
    }

    /**
     * Stops every source that is still writing: its current or next write throws, and its subscriber gets
     * {@code onError}. Waits until they have stopped, up to 10 s for each, even if the calling thread is interrupted.
     * Later subscribers get {@code onError}. Closing again waits again for sources that are still running. If a source
     * for {@linkplain PushSource#once one use} has not begun, because nobody has subscribed or requested anything, this
     * uses it up and closes what it owns.
     *
     * @throws IOException if a source has not stopped by then (the cause shows where it is), or if a source for one use
     *     that has not begun could not be closed
     */
    @Override
    public void close() throws IOException {
        List<Closeable> toClose = new ArrayList<>();
        synchronized (running) {
            closed = true;
            running.forEach(publication -> toClose.add(() -> publication.close(Pipe.LONGEST_STOP)));
        }
        if (source instanceof SingleUseSource once) {
            toClose.add(once.use::leave);
        }
        IOException failure = null;
        for (Closeable closing : toClose) {
            try {
                closing.close();
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    Failures.suppress(failure, e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
