package io.fifoio.adapters;

import org.jspecify.annotations.Nullable;

/**
 * Who watches a source. The thread that runs the source has this too, so that what it reads in its turn is watched for the same
 * reader. It does not know the opened stream, which must become unreachable where it is dropped.
 */
final class Watching {

    private static final ThreadLocal<@Nullable Watching> HERE = new ThreadLocal<>();

    /** Most programs watch nothing, and look for nobody at each read. */
    private static volatile boolean used;

    private volatile @Nullable SourceWatch watch;

    /** Who watches what the calling thread runs. */
    static @Nullable SourceWatch here() {
        Watching running = used ? HERE.get() : null;
        return running == null ? null : running.watch;
    }

    @Nullable
    SourceWatch get() {
        return watch;
    }

    void set(@Nullable SourceWatch next) {
        watch = next;
        if (next != null) {
            used = true;
        }
    }

    /**
     * The calling thread runs the source from here on.
     *
     * @return what it ran before, for {@link #leave}
     */
    @Nullable
    Watching enter() {
        Watching before = HERE.get();
        HERE.set(this);
        return before;
    }

    static void leave(@Nullable Watching before) {
        if (before == null) {
            HERE.remove();
        } else {
            HERE.set(before);
        }
    }
}
