package io.fifoio.adapters.testing;

import io.fifoio.adapters.Steps;
import io.fifoio.adapters.StepwiseSource;
import java.io.IOException;
import java.io.OutputStream;

/** As {@link Watched}, in steps. It has ended when its steps are closed. */
final class WatchedSteps extends Watched implements StepwiseSource {

    private final StepwiseSource source;

    WatchedSteps(StepwiseSource source) {
        super(source);
        this.source = source;
    }

    @Override
    public void writeTo(OutputStream out) throws Exception {
        StepwiseSource.super.writeTo(out);
    }

    @Override
    public Steps begin(OutputStream out) throws Exception {
        noteStart();
        Steps steps;
        try {
            steps = source.begin(out);
        } catch (Throwable failure) {
            noteFailure(failure);
            noteEnd();
            throw failure;
        }
        return new Steps() {
            @Override
            public boolean next() throws Exception {
                try {
                    return steps.next();
                } catch (Throwable failure) {
                    noteFailure(failure);
                    throw failure;
                }
            }

            @Override
            public void close() throws IOException {
                try {
                    steps.close();
                } catch (Throwable failure) {
                    noteFailure(failure);
                    throw failure;
                } finally {
                    noteEnd();
                }
            }
        };
    }
}
