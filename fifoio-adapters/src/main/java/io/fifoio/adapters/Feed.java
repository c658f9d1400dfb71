package io.fifoio.adapters;

import org.jspecify.annotations.Nullable;

/** Runs a source and a sink against each other, with the sink on the calling thread. */
final class Feed {

    private Feed() {}

    static <T> T run(SourceInputStream in, PullSink<T> sink) throws Exception {
        try (in) {
            T result = sink.readFrom(in);
            in.result();
            return result;
        } catch (Throwable failure) {
            // The sink's failure is the one to report; many drivers lose the reason why their stream failed.
            @Nullable Throwable reason = in.sourceFailure();
            if (reason != null) {
                Failures.suppress(failure, reason);
            }
            throw failure;
        }
    }
}
