package io.fifoio.adapters;

import io.fifoio.adapters.inner.Failures;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one use of a source, shared by all sources derived from it. If the source can be closed, it is closed when this
 * use is over.
 */
final class OneUse {

    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicReference<@Nullable AutoCloseable> owner;

    OneUse(PushSource source) {
        this.owner = new AtomicReference<>(source instanceof AutoCloseable closeable ? closeable : null);
    }

    /** @throws IllegalStateException if it was begun before */
    void begin() {
        if (begun.getAndSet(true)) {
            throw new IllegalStateException(
                    "this source can be opened or written only once, and that has happened already");
        }
    }

    /** Opens the source for this use, which is over when the stream is closed. */
    SourceInputStream open(Supplier<SourceInputStream> opening) {
        begin();
        try {
            SourceInputStream opened = opening.get();
            if (owns()) {
                opened.endWith(this);
            }
            return opened;
        } catch (Throwable failure) {
            endAfter(failure);
            throw failure;
        }
    }

    /** Whether there is something to be done at its end. */
    boolean owns() {
        return owner.get() != null;
    }

    /** Closes what works for this use, and then ends the use even if that fails. */
    void endWith(Closeable work) throws IOException {
        try {
            work.close();
        } catch (Throwable failure) {
            endAfter(failure);
            throw failure;
        }
        end();
    }

    void endAfter(Throwable failure) {
        try {
            end();
        } catch (Throwable second) {
            Failures.suppress(failure, second);
        }
    }

    /**
     * Ends a use that was never begun, because nobody can begin it any more. If it has been begun, it ends where it was
     * begun.
     */
    void leave() throws IOException {
        if (!begun.getAndSet(true)) {
            end();
        }
    }

    /**
     * Ends the use, once; later calls do nothing. Throws only an {@code IOException}, because this is called by the
     * methods of streams.
     */
    void end() throws IOException {
        AutoCloseable closing = owner.getAndSet(null);
        if (closing == null) {
            return;
        }
        try {
            closing.close();
        } catch (IOException e) {
            throw e;
        } catch (Throwable t) {
            Failures.keepInterrupt(t);
            throw new IOException("the source could not be closed: " + Failures.describe(t), t);
        }
    }
}
