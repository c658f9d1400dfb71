package io.fifoio.adapters;

import java.io.IOException;
import java.time.Duration;

/**
 * Looks at a source that stands still and for which its reader may be waiting in vain; see
 * {@link SourceInputStream#watch}.
 */
@FunctionalInterface
public interface SourceWatch {

    /**
     * Called by the waiting thread whenever a look finds the source at the same place as the look before. If a source
     * reads another one, each of the waiting threads calls this, perhaps at the same time. When this returns, the read
     * continues to wait.
     *
     * @param source the source that the read is waiting for
     * @throws IOException if waiting is in vain; the read throws it. A {@code RuntimeException} becomes the cause of an
     *     {@code IOException}
     */
    void standsStill(StandingSource source) throws IOException;

    /**
     * The time from one look to the next: more than zero, half a second unless this is overridden. Asked for once, when
     * the watch is set.
     */
    default Duration interval() {
        return Duration.ofMillis(500);
    }
}
