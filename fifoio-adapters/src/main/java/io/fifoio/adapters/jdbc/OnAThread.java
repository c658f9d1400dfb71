package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.PushSource;
import java.io.OutputStream;
import java.util.OptionalLong;

/**
 * A source that is written by a thread of its own when it is opened, also where it could be written in steps by the thread that
 * reads. There it waits where it would use the connection, and is found waiting; see {@link DeadlockWatch}.
 */
record OnAThread(PushSource source) implements PushSource {

    @Override
    public void writeTo(OutputStream out) throws Exception {
        source.writeTo(out);
    }

    @Override
    public OptionalLong length() {
        return source.length();
    }
}
