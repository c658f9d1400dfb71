package io.fifoio.adapters;

import java.io.InputStream;

/** A sink that does not have to read to the end. */
record EarlySink<T>(PullSink<T> sink) implements PullSink<T> {

    @Override
    public T readFrom(InputStream in) throws Exception {
        return sink.readFrom(in);
    }
}
