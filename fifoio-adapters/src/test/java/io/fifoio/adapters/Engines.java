package io.fifoio.adapters;

import io.fifoio.adapters.testing.Parts;

/** The engine by which a source is read. */
enum Engines {
    /** A source that is not written in steps is one step. */
    PUMP {
        @Override
        SourceInputStream open(PushSource source) {
            return source instanceof StepwiseSource
                    ? source.open()
                    : Parts.of(source::writeTo).open();
        }
    },
    PIPE {
        @Override
        SourceInputStream open(PushSource source) {
            return source.open(Threads.PRODUCERS);
        }
    };

    abstract SourceInputStream open(PushSource source);
}
