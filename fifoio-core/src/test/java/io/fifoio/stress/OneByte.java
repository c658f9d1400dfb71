package io.fifoio.stress;

import io.fifoio.FifoInputStream;
import io.fifoio.FifoOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Calls for one byte that never wait, with their results as numbers that a result of jcstress can hold. */
final class OneByte {

    static final byte VALUE = 42;
    static final int WRONG = 2;

    private OneByte() {}

    static void write(FifoOutputStream output, byte value) {
        try {
            output.tryWrite(new byte[] {value}, 0, 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void writeLast(FifoOutputStream output, byte value) {
        try {
            output.tryWrite(new byte[] {value}, 0, 1);
            output.complete();
            output.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @return 1 if the byte came, {@link #WRONG} if another one did or there was no place for it yet, 0 if none is
     *     there now, -1 at the end
     */
    static int read(FifoInputStream input) {
        byte[] target = new byte[1];
        try {
            int count = input.tryRead(target, 0, 1);
            return count == 1 && target[0] != VALUE ? WRONG : count;
        } catch (IOException e) {
            if (e.getMessage().contains("two threads")) {
                return WRONG; // that is how an end explains a place that can't be
            }
            throw new UncheckedIOException(e);
        }
    }
}
