package io.fifoio.stress;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What the gate parks with in place of the JDK's class of this name, for one wait and one signal. A parked thread comes
 * back only if it is woken, never without a reason; and if the thread that might have woken it is done and has not done
 * so, it is known that it would hang for ever, without really hanging.
 */
public final class LockSupport {

    /** A call of the pair that may wait. */
    @FunctionalInterface
    interface Call {
        void run() throws IOException;
    }

    private static final class NobodyWakes extends Error {
        private static final long serialVersionUID = 1;
        private static final NobodyWakes INSTANCE = new NobodyWakes();

        private NobodyWakes() {
            super("parked, and nobody will wake it", null, false, false);
        }
    }

    private static final ThreadLocal<LockSupport> CURRENT = new ThreadLocal<>();

    private volatile boolean woken;
    private volatile boolean signalled;

    /** @return whether the call came to its end; if not, it would hang */
    boolean waits(Call call) {
        CURRENT.set(this);
        try {
            call.run();
            return true;
        } catch (NobodyWakes e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one call that is to end the wait. */
    void signals(Runnable call) {
        CURRENT.set(this);
        call.run();
        signalled = true;
    }

    public static void park(Object blocker) {
        LockSupport current = CURRENT.get();
        while (!current.woken) {
            if (current.signalled && !current.woken) {
                throw NobodyWakes.INSTANCE;
            }
            Thread.onSpinWait();
        }
        current.woken = false;
    }

    public static void parkNanos(Object blocker, long nanos) {
        park(blocker);
    }

    public static void unpark(Thread thread) {
        CURRENT.get().woken = true;
    }
}
