package io.fifoio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** A {@link FifoInputStream} as a channel. Its callers take turns. */
final class InputChannel implements ReadableByteChannel {

    private final FifoInputStream input;
    private final Turns turns;

    InputChannel(FifoInputStream input, Turns turns) {
        this.input = input;
        this.turns = turns;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (target.isReadOnly()) {
            throw new IllegalArgumentException("the buffer is read-only");
        }
        if (!target.hasRemaining()) {
            return input.read(target); // without a turn, for which it would have to wait
        }
        turns.take();
        try {
            return input.read(target);
        } finally {
            turns.give();
        }
    }

    @Override
    public boolean isOpen() {
        return input.isOpen();
    }

    @Override
    public void close() {
        input.close();
    }
}
