package io.fifoio.examples.archive;

import java.time.Duration;

/** What a step of the job has processed. */
record StepResult(String step, long bytes, Duration duration) {

    double megabytesPerSecond() {
        return bytes * 1e3 / Math.max(1, duration.toNanos());
    }
}
