package io.fifoio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;

/** A {@link FifoOutputStream} as a channel. Its callers take turns. */
final class OutputChannel implements WritableByteChannel {

    private final FifoOutputStream output;
    private final Turns turns;

    OutputChannel(FifoOutputStream output, Turns turns) {
        this.output = output;
        this.turns = turns;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        Objects.requireNonNull(source, "source");
        if (!source.hasRemaining()) {
            return output.write(source); // without a turn, for which it would have to wait
        }
        turns.take();
        try {
            return output.write(source);
        } finally {
            turns.give();
        }
    }

    @Override
    public boolean isOpen() {
        return output.isOpen();
    }

    @Override
    public void close() {
        output.close();
    }
}
