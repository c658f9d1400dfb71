package io.fifoio.testing;

import java.time.Duration;
import java.util.List;

/** Waits until another thread waits, so that a test can act while a call is blocked, without sleeping. */
public final class Parking {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Parking() {}

    /** Returns once the thread is parked, with or without a time limit. */
    public static void awaitParked(Thread thread) {
        long began = System.nanoTime();
        while (true) {
            Thread.State state = thread.getState();
            switch (state) {
                case WAITING, TIMED_WAITING -> {
                    return;
                }
                case TERMINATED -> throw new AssertionError(thread + " ended instead of waiting");
                default -> Thread.yield();
            }
            if (System.nanoTime() - began > LIMIT.toNanos()) {
                throw new AssertionError(
                        thread + " does not wait, it is " + state + " at " + List.of(thread.getStackTrace()));
            }
        }
    }
}
