package io.fifoio.adapters;

import io.fifoio.IncompleteStreamException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalLong;

/** Passes on exactly as many bytes as were announced. */
record LengthCheck(long announced) implements Tap {

    LengthCheck {
        if (announced < 0) {
            throw new IllegalArgumentException("length is " + announced + ", must not be negative");
        }
    }

    /** Returns the source, held to its length if it has one. */
    static PushSource on(PushSource source) {
        OptionalLong length = source.length();
        return length.isEmpty() || isHeld(source) ? source : source.ofLength(length.getAsLong());
    }

    /** As {@link #on(PushSource)}, still in steps. */
    static StepwiseSource on(StepwiseSource source) {
        OptionalLong length = source.length();
        return length.isEmpty() || isHeld(source) ? source : source.ofLength(length.getAsLong());
    }

    private static boolean isHeld(PushSource source) {
        return source instanceof EncodedSource encoded && encoded.codec instanceof LengthCheck;
    }

    @Override
    public OptionalLong lengthOf(PushSource source) {
        return OptionalLong.of(announced);
    }

    @Override
    public OutputStream encode(OutputStream out) {
        return new Counted(out, announced);
    }

    private static final class Counted extends PassingStream {

        private final long announced;

        Counted(OutputStream out, long announced) {
            super(out);
            this.announced = announced;
        }

        @Override
        void passing(byte[] b, int off, int len) throws IOException {
            if (len > announced - count()) {
                throw new IOException(
                        "the source writes " + (count() + len) + " bytes or more, " + announced + " were announced");
            }
        }

        @Override
        void passed() throws IOException {
            if (count() < announced) {
                throw new IncompleteStreamException(
                        "the source wrote " + count() + " bytes, " + announced + " were announced");
            }
        }
    }
}
