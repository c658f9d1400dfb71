package io.fifoio.adapters;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Observes, from time to time, where a source is while a read waits for it, or while reads are repeated after a time
 * limit. A look that comes late says nothing about the time before it. Used by the reading thread.
 */
final class Standstill {

    private final Task task;
    private StackTraceElement[] place = {};
    private @Nullable Thread thread;
    private long since;
    private long lastLook;

    Standstill(Task task) {
        this.task = task;
    }

    /** Ends the observation, because something has arrived. */
    void end() {
        thread = null;
    }

    /**
     * Looks once.
     *
     * @throws IOException if the watch has found that waiting is in vain
     */
    void look(SourceWatch watch) throws IOException {
        Thread running = task.thread();
        StackTraceElement[] here = running == null ? place : running.getStackTrace();
        long now = System.nanoTime();
        boolean isNext = Duration.ofNanos(now - lastLook).dividedBy(2).compareTo(watch.interval()) < 0;
        lastLook = now;
        if (running == null || running != thread || !isNext || !Arrays.equals(here, place)) {
            thread = running;
            place = here;
            since = now;
        } else {
            watch.standsStill(new Found(task, running, Duration.ofNanos(now - since)));
        }
    }

    private record Found(Task task, Thread thread, Duration time) implements StandingSource {

        @Override
        public boolean awaitEnd(Duration longest) {
            return task.awaitEndUninterruptibly(longest);
        }
    }
}
