package io.fifoio.outcome;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The state of one end, and how it ended. The first terminal event wins and stays, whichever threads compete:
 *
 * <pre>
 *   open  --promise--&gt;  promised  --close--&gt;  completed
 *     |  &lt;--revoke--      |
 *     +-------fail---------+----------------&gt; failed(cause)
 *     +-------close-----------------------&gt; closed   (completed, where closing is enough)
 *     +-------abandon---------------------&gt; abandoned
 * </pre>
 *
 * While a write is in progress (it waits, or is accepted in parts) the data is not whole, whatever was promised before
 * or is promised meanwhile: a close during that time is not a completion. {@link #beginWrite} and {@link #endWrite} say
 * when.
 */
public final class Outcome {

    public enum State {
        OPEN,
        PROMISED,
        COMPLETED,
        CLOSED,
        FAILED,
        ABANDONED
    }

    /**
     * @param isOpen whether no terminal event has happened; kept, because a reader asks at every read
     * @param cause of a failure
     */
    private record Standing(
            State state,
            boolean isOpen,
            boolean writing,
            @Nullable Throwable cause) {

        static Standing open(State state, boolean writing) {
            return new Standing(state, true, writing, null);
        }

        static Standing ended(State state) {
            return new Standing(state, false, false, null);
        }

        static Standing failed(Throwable cause) {
            return new Standing(State.FAILED, false, false, cause);
        }
    }

    private static final Standing OPEN = Standing.open(State.OPEN, false);
    private static final Standing OPEN_WRITING = Standing.open(State.OPEN, true);
    private static final Standing PROMISED = Standing.open(State.PROMISED, false);
    private static final Standing PROMISED_WRITING = Standing.open(State.PROMISED, true);
    private static final Standing COMPLETED = Standing.ended(State.COMPLETED);
    private static final Standing CLOSED = Standing.ended(State.CLOSED);
    private static final Standing ABANDONED = Standing.ended(State.ABANDONED);

    // The changes are constants: a lambda is linked when it is first met, and one that captures something is allocated
    // each time. Both take heap, and there may be none left.

    @SuppressWarnings("UnnecessaryLambda")
    private static final UnaryOperator<Standing> ENDING = seen -> seen.state == State.PROMISED ? PROMISED : OPEN;

    @SuppressWarnings("UnnecessaryLambda")
    private static final UnaryOperator<Standing> REVOKING = seen -> OPEN;

    @SuppressWarnings("UnnecessaryLambda")
    private static final UnaryOperator<Standing> TAKING_BACK = seen -> seen.writing ? OPEN_WRITING : OPEN;

    @SuppressWarnings("UnnecessaryLambda")
    private static final UnaryOperator<Standing> PROMISING = seen -> seen.writing ? PROMISED_WRITING : PROMISED;

    @SuppressWarnings("UnnecessaryLambda")
    private static final UnaryOperator<Standing> CLOSING = seen -> seen == PROMISED ? COMPLETED : CLOSED;

    @SuppressWarnings("UnnecessaryLambda")
    private static final UnaryOperator<Standing> CLOSING_IS_ENOUGH = seen -> COMPLETED;

    /**
     * Stands for a failure that could not be stored because the heap was full: a full heap must not keep an end open.
     */
    private static final Standing FAILED_WITHOUT_HEAP =
            Standing.failed(new OutOfMemoryError("an end failed, and there was no heap to say of what"));

    /** How long a thread that reports a failure waits, at most, for the cause to describe itself. */
    private static final long PATIENCE_NANOS = 10_000_000;

    private static final VarHandle STANDING;

    static {
        try {
            STANDING = MethodHandles.lookup().findVarHandle(Outcome.class, "standing", Standing.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final UnaryOperator<Standing> closing;

    private volatile Standing standing = OPEN;

    /** What the cause of a failure says about itself; empty until it has been asked. */
    private volatile String reason = "";

    private Outcome(UnaryOperator<Standing> closing) {
        this.closing = closing;
    }

    /** Makes the outcome of an end that must promise before its close counts as complete. */
    public static Outcome strict() {
        return new Outcome(CLOSING);
    }

    /** Makes the outcome of an end for which closing is enough to say that the data is complete. */
    public static Outcome plain() {
        return new Outcome(CLOSING_IS_ENOUGH);
    }

    public State state() {
        return standing.state;
    }

    /** Returns what {@link #fail} was given, if that is how the end ended. */
    public @Nullable Throwable cause() {
        return standing.cause;
    }

    /**
     * Returns the description of that cause, or the name of its type if it has not been described yet; empty if there
     * is no cause. The description comes from foreign code, and the thread that reports may hold a lock which that code
     * needs; so the thread that failed the end asks for it, and the reporting thread waits a moment for the answer.
     */
    public String reason() {
        Throwable cause = cause();
        if (cause == null) {
            return "";
        }
        long began = System.nanoTime();
        while (reason.isEmpty() && System.nanoTime() - began < PATIENCE_NANOS) {
            Thread.yield();
        }
        String said = reason;
        return said.isEmpty() ? cause.getClass().getName() : said;
    }

    /** Whether no terminal event has happened. */
    public boolean isOpen() {
        return standing.isOpen;
    }

    /**
     * Makes the next {@link #close} a completion.
     *
     * @return false if the end has ended already
     */
    public boolean promise() {
        return changeWhileOpen(PROMISING);
    }

    /** Takes back a promise that was made and not yet kept, and ends a write that failed. */
    public void revoke() {
        changeWhileOpen(REVOKING);
    }

    /**
     * As {@link #revoke}, but a write in progress goes on: the write that failed is another thread's, or had not begun.
     */
    public void takeBack() {
        changeWhileOpen(TAKING_BACK);
    }

    /**
     * Marks the beginning of a write. For the writer.
     *
     * @return false if the end has ended already, or if a write is in progress already: then two threads write
     */
    public boolean beginWrite() {
        while (true) {
            Standing seen = standing;
            if (!seen.isOpen || seen.writing) {
                return false;
            }
            Standing next = seen.state == State.PROMISED ? PROMISED_WRITING : OPEN_WRITING;
            if (STANDING.compareAndSet(this, seen, next)) {
                return true;
            }
        }
    }

    /** Marks the successful end of the present write. For the writer. */
    public void endWrite() {
        changeWhileOpen(ENDING);
    }

    /** Ends by closing, even if the heap is full. @return whether this call was the terminal event */
    public boolean close() {
        return changeWhileOpen(closing);
    }

    /**
     * Ends by failing, even if the heap is full. If this call was the terminal event, its caller must call
     * {@link #describe} as soon as all waiting threads are awake.
     *
     * @return whether this call was the terminal event
     */
    public boolean fail(Throwable cause) {
        return end(failed(cause));
    }

    private static Standing failed(Throwable cause) {
        try {
            return Standing.failed(cause);
        } catch (OutOfMemoryError e) {
            return FAILED_WITHOUT_HEAP;
        }
    }

    /** Asks the cause of the failure to describe itself, which may take a while. */
    public void describe() {
        Throwable cause = cause();
        if (cause != null) {
            reason = saidBy(cause);
        }
    }

    /** Falls back to the name of the type if that fails: a broken message must not hide the failure. */
    private static String saidBy(Throwable cause) {
        String name = cause.getClass().getName();
        try {
            String said = cause.toString();
            return said == null || said.isEmpty() ? name : said;
        } catch (Throwable e) {
            return name;
        }
    }

    /** Ends because nobody can use this end any more. @return whether this call was the terminal event */
    public boolean abandon() {
        return end(ABANDONED);
    }

    private boolean end(Standing how) {
        while (true) {
            Standing seen = standing;
            if (!seen.isOpen) {
                return false;
            }
            if (STANDING.compareAndSet(this, seen, how)) {
                return true;
            }
        }
    }

    private boolean changeWhileOpen(UnaryOperator<Standing> change) {
        while (true) {
            Standing seen = standing;
            if (!seen.isOpen) {
                return false;
            }
            Standing next = change.apply(seen);
            if (next == seen || STANDING.compareAndSet(this, seen, next)) {
                return true;
            }
        }
    }
}
