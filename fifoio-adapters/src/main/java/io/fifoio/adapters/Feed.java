package io.fifoio.adapters;

import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.inner.Failures;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Runs a source and a sink against each other, one of them on the calling thread. Neither outlives the call. */
final class Feed {

    private Feed() {}

    /** Runs the sink on the calling thread. */
    static <T> T run(SourceInputStream in, PullSink<T> sink) throws Exception {
        T result;
        try {
            result = read(in, sink);
        } catch (Throwable failure) {
            // The sink's failure is the one to report; many drivers lose the reason why their stream failed.
            @Nullable Throwable reason = in.sourceFailure();
            if (reason != null) {
                Failures.suppress(failure, reason);
            }
            // Not by try-with-resources, which breaks if closing what the source owns throws the same exception again.
            try {
                in.close();
            } catch (Throwable second) {
                Failures.suppress(failure, second);
            }
            throw failure;
        }
        in.close();
        return result;
    }

    private static <T> T read(SourceInputStream in, PullSink<T> sink) throws Exception {
        T result = sink.readFrom(in);
        if (sink instanceof EarlySink) {
            ensureNotFailed(in);
        } else {
            in.result();
        }
        return result;
    }

    private static void ensureNotFailed(SourceInputStream in) throws IOException {
        Throwable reason = in.sourceFailure();
        if (reason != null) {
            throw new IncompleteStreamException("the source failed: " + Failures.describe(reason), reason);
        }
    }

    /** Runs the source on the calling thread. */
    static <T> T run(PushSource source, PullSink<T> sink) throws Exception {
        return run(source, SinkOutputStream.to(sink));
    }

    static <T> T run(PushSource source, SinkOutputStream<T> to) throws Exception {
        write(source, to);
        try (SinkOutputStream<T> out = to) {
            return out.outcome();
        }
    }

    /**
     * Runs the source. Returns normally even if the source failed because the sink had left: the sink will say why.
     * After any other failure there is no need to wait for the sink.
     */
    private static void write(PushSource source, SinkOutputStream<?> out) throws Exception {
        GuardedOutputStream guarded = new GuardedOutputStream(out);
        try {
            source.writeTo(guarded);
            guarded.refuse();
            guarded.ensureWhole();
            out.complete();
        } catch (Throwable failure) {
            guarded.refuse();
            out.fail(failure);
            if (!Failures.tellOfReaderLeaving(failure, guarded.failure())) {
                stop(out, failure);
                throw failure;
            }
        }
    }

    private static void stop(SinkOutputStream<?> out, Throwable failure) {
        try {
            out.close();
        } catch (Throwable second) {
            Failures.suppress(failure, second);
        }
        Throwable sinkFailure = out.sinkFailure();
        if (sinkFailure != null && !Failures.isCausedBy(sinkFailure, failure)) {
            Failures.suppress(failure, sinkFailure);
        }
    }
}
