package io.fifoio.adapters;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where a source stands, looked at from time to time while a read waits for it. For the thread that reads. */
final class Standstill {

    private final Task task;
    private StackTraceElement[] place = {};
    private @Nullable Thread thread;
    private long since;

    Standstill(Task task) {
        this.task = task;
    }

    /** Something came. */
    void end() {
        thread = null;
    }

    /**
     * A look.
     *
     * @throws IOException if the watch has found that waiting is in vain
     */
    void look(SourceWatch watch) throws IOException {
        Thread running = task.thread();
        StackTraceElement[] now = running == null ? place : running.getStackTrace();
        if (running == null || running != thread || !Arrays.equals(now, place)) {
            thread = running;
            place = now;
            since = System.nanoTime();
        } else {
            watch.standsStill(new Found(task, running, Duration.ofNanos(System.nanoTime() - since)));
        }
    }

    private record Found(Task task, Thread thread, Duration time) implements StandingSource {

        @Override
        public boolean awaitEnd(Duration longest) {
            return task.awaitEndUninterruptibly(longest);
        }
    }
}
