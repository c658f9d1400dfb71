package io.fifoio.adapters;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How long a source has stood at one place, looked at from time to time while a read waits for it. For the thread that reads. */
final class Standstill {

    static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    /** Looks that must find the same. */
    private static final int LOOKS = 3;

    private StackTraceElement[] place = {};
    private int looks;

    /** Something came. */
    void end() {
        looks = 0;
    }

    /**
     * A look.
     *
     * @param thread that runs the source, if one does
     * @throws IOException if the watch has found that waiting is in vain
     */
    void look(@Nullable Thread thread, SourceWatch watch) throws IOException {
        if (thread == null) {
            looks = 0;
            return;
        }
        StackTraceElement[] now = thread.getStackTrace();
        looks = looks > 0 && Arrays.equals(now, place) ? looks + 1 : 1;
        place = now;
        if (looks >= LOOKS) {
            watch.standsStill(thread);
        }
    }
}
