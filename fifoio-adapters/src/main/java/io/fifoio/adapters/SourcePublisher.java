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
 * <p>Each subscription writes the source anew: so does a retry, and one of a source for a single use fails the second time. The
 * source starts at the first {@code request}, on a thread of its own: a virtual one where the runtime has them, else a daemon,
 * for a {@link StepwiseSource} too. So no call of the subscriber's waits for the source; and the source waits where
 * nobody has asked for what it writes, about 16 KiB ahead of the subscriber.
 *
 * <p>The buffers are not empty, are backed by an array, and belong to the subscriber. One is handed on when 16 KiB have gathered,
 * when the source flushes, and at the end; on the source's thread, or on the one that requests. The last byte is held back until
 * the source has returned normally. If it fails in any way, {@code onError} gets an {@link IncompleteStreamException} with that
 * failure as its cause, at once; what was not yet handed on is dropped. What becomes of that is the subscriber's word. As the
 * body of an answer of Spring WebFlux it needs an {@code onErrorMap}: some causes are taken there for a client that left, and the
 * body is then ended as if it were whole. {@code docs/downloads.md} has the program.
 *
 * <p>Cancelling does not wait: the next or waiting write of the source fails. So it does once a subscriber that has asked for
 * nothing is unreachable. Closing ends every subscription that has not ended, and waits. May be used by several threads.
 */
public final class SourcePublisher implements Flow.Publisher<ByteBuffer>, Closeable {

    private final PushSource source;

    /** Those that may not have ended. Also the lock for the fields below. */
    private final Set<Publication> running = new HashSet<>();

    private @Nullable Publication last;
    private boolean closed;

    private SourcePublisher(PushSource source) {
        this.source = source;
    }

    /** A publisher of what the source writes; where that has a length, it is held to it. */
    public static SourcePublisher of(PushSource source) {
        return new SourcePublisher(LengthCheck.on(source));
    }

    /** How many bytes each subscription gives, where the source tells. */
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
     * What the last subscriber got, once that is all of it. The check to make where a client may say that it went well without
     * having taken the whole. Never waits.
     *
     * @throws IncompleteStreamException if the source failed (with its failure as the cause), if it was not handed on to its
     *     end, or if nobody has subscribed
     */
    public Summary result() throws IOException {
        Publication publication;
        synchronized (running) {
            publication = last;
        }
        if (publication == null) {
            throw new IncompleteStreamException("it was not sent: nobody has subscribed");
        }
        return publication.result();
    }

    /**
     * Stops every source that still writes: its next or waiting write throws, its subscriber gets {@code onError}. Waits until they
     * have stopped, up to 10 s for each, also when the calling thread is interrupted. Later subscribers get {@code
     * onError}. Closing again waits again for those that still run. A source for {@linkplain PushSource#once one use} that was
     * not begun, because nobody has subscribed or asked for anything, is used up with this, and what it owns is closed.
     *
     * @throws IOException if one has not stopped by then; its cause tells where the source stands. Or if the source, for one use and
     *     not begun, could not be closed
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
