package io.fifoio.adapters;

import org.jspecify.annotations.Nullable;

/**
 * The watch of a source. The thread that runs the source carries it as well, so that sources which it reads in its turn
 * are watched for the same reader. It does not refer to the opened stream, which has to become unreachable when it is
 * dropped.
 */
final class Watching {

    private static final ThreadLocal<@Nullable Watching> HERE = new ThreadLocal<>();

    /** Whether any watch was ever set: most programs set none, and then no read has to look for one. */
    private static volatile boolean used;

    private volatile @Nullable SourceWatch watch;

    /** Returns the watch of what the calling thread runs. */
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
     * Marks that the calling thread runs the source from here on.
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
