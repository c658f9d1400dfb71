package io.fifoio.outcome;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * How one end stands, and how it ended. The first terminal event wins and stays, whichever threads compete:
 *
 * <pre>
 *   open  --promise--&gt;  promised  --close--&gt;  completed
 *     |  &lt;--revoke--      |
 *     +-------fail---------+----------------&gt; failed(cause)
 *     +-------close-----------------------&gt; closed   (completed, where closing is enough)
 * </pre>
 */
public final class Outcome {

    public enum State {
        OPEN,
        PROMISED,
        COMPLETED,
        CLOSED,
        FAILED
    }

    private record Standing(State state, @Nullable Throwable cause) {}

    private static final Standing OPEN = new Standing(State.OPEN, null);
    private static final Standing PROMISED = new Standing(State.PROMISED, null);
    private static final Standing COMPLETED = new Standing(State.COMPLETED, null);
    private static final Standing CLOSED = new Standing(State.CLOSED, null);

    private static final VarHandle STANDING;

    static {
        try {
            STANDING = MethodHandles.lookup().findVarHandle(Outcome.class, "standing", Standing.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Standing closedUnpromised;

    private volatile Standing standing = OPEN;

    private Outcome(Standing closedUnpromised) {
        this.closedUnpromised = closedUnpromised;
    }

    /** For an end that must promise before its close counts as complete. */
    public static Outcome strict() {
        return new Outcome(CLOSED);
    }

    /** For an end whose close alone says that all is there. */
    public static Outcome plain() {
        return new Outcome(COMPLETED);
    }

    public State state() {
        return standing.state;
    }

    /** What {@link #fail} was given, if that is how the end ended. */
    public @Nullable Throwable cause() {
        return standing.cause;
    }

    /** Whether no terminal event has happened. */
    public boolean isOpen() {
        return isOpen(standing);
    }

    private static boolean isOpen(Standing standing) {
        return standing == OPEN || standing == PROMISED;
    }

    /**
     * Makes the next {@link #close} a completion.
     *
     * @return false where the end has ended already
     */
    public boolean promise() {
        while (true) {
            Standing seen = standing;
            if (!isOpen(seen)) {
                return false;
            }
            if (seen == PROMISED || STANDING.compareAndSet(this, OPEN, PROMISED)) {
                return true;
            }
        }
    }

    /**
     * Takes a promise back, where one was made and is not yet kept.
     *
     * @return whether there was one
     */
    public boolean revoke() {
        return standing == PROMISED && STANDING.compareAndSet(this, PROMISED, OPEN);
    }

    /** Ends by closing. @return whether this call was the terminal event */
    public boolean close() {
        while (true) {
            Standing seen = standing;
            if (!isOpen(seen)) {
                return false;
            }
            if (STANDING.compareAndSet(this, seen, seen == PROMISED ? COMPLETED : closedUnpromised)) {
                return true;
            }
        }
    }

    /** Ends by failing. @return whether this call was the terminal event */
    public boolean fail(Throwable cause) {
        Standing failed = new Standing(State.FAILED, cause);
        while (true) {
            Standing seen = standing;
            if (!isOpen(seen)) {
                return false;
            }
            if (STANDING.compareAndSet(this, seen, failed)) {
                return true;
            }
        }
    }
}
