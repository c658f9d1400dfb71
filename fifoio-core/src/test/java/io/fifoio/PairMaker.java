package io.fifoio;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.function.IntFunction;

/**
 * Makes pairs of a capacity, the library's or a twin's: what is named in full here stays the same where the twin's
 * package is another.
 */
public final class PairMaker implements IntFunction<io.fifoio.BothEnds> {

    @Override
    public io.fifoio.BothEnds apply(int capacity) {
        return new PairEnds(Fifo.ofCapacity(capacity));
    }

    /** It does no more work than necessary: the model checker looks at each step. */
    private static final class PairEnds implements io.fifoio.BothEnds {

        private final FifoOutputStream output;
        private final FifoInputStream input;
        private final byte[] target = new byte[2];
        private int accepted;

        PairEnds(Fifo fifo) {
            this.output = fifo.output();
            this.input = fifo.input();
        }

        @Override
        public Object tryWrite(int length) {
            try {
                int count = output.tryWrite(NUMBERED, accepted, length);
                accepted += count;
                return count;
            } catch (IOException e) {
                return told(e);
            }
        }

        @Override
        public Object complete() {
            try {
                output.complete();
                return RETURNED;
            } catch (IOException e) {
                return told(e);
            }
        }

        @Override
        public Object closeOutput() {
            output.close();
            return RETURNED;
        }

        @Override
        public Object failOutput() {
            output.fail(new IOException("output"));
            return RETURNED;
        }

        @Override
        public Object tryRead(int length) {
            try {
                int count = input.tryRead(target, 0, length);
                return count == 2 ? 100 * target[0] + target[1] : count == 1 ? target[0] : count;
            } catch (IOException e) {
                return told(e);
            }
        }

        @Override
        public Object closeInput() {
            input.close();
            return RETURNED;
        }

        @Override
        public Object failInput() {
            input.fail(new IOException("input"));
            return RETURNED;
        }

        /** Whether a close came before a call or during it is not told apart: the model knows no "during". */
        private static String told(IOException e) {
            if (e instanceof ClosedChannelException) {
                return "ClosedChannelException";
            }
            Throwable cause = e.getCause();
            String type = e.getClass().getSimpleName();
            return cause == null ? type : type + "(" + cause.getMessage() + ")";
        }
    }
}
