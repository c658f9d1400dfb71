package io.fifoio.adapters;

import io.fifoio.adapters.testing.Parts;

/** By which engine a source is read. */
enum Engines {
    /** One that is not written in steps is one step. */
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
