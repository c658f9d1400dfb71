package io.fifoio.outcome;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How one end stands, and how it ended. The first terminal event wins and stays, whichever threads compete:
 *
 * <pre>
 *   open  --promise--&gt;  promised  --close--&gt;  completed
 *     |  &lt;--revoke--      |
 *     +-------fail---------+----------------&gt; failed(cause)
 *     +-------close-----------------------&gt; closed   (completed, where closing is enough)
 *     +-------abandon---------------------&gt; abandoned
 * </pre>
 *
 * While a write is under way (it waits, or is accepted in parts) the data is not whole, whatever was promised before or is
 * promised meanwhile: a close in that time is not a completion. {@link #beginWrite} and {@link #endWrite} say when.
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

    // The changes are made beforehand: a lambda is linked where it is first met, and one that refers to what is
    // around it is made each time. Both take heap, and there may be none left.

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

    /** For a failure that there is no heap to tell of: a full heap must not keep an end open. */
    private static final Standing FAILED_WITHOUT_HEAP =
            Standing.failed(new OutOfMemoryError("an end failed, and there was no heap to say of what"));

    /** How long who reports a failure waits at most for what its cause says. */
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

    /** What the cause of a failure says of itself; empty until it has been asked. */
    private volatile String reason = "";

    private Outcome(UnaryOperator<Standing> closing) {
        this.closing = closing;
    }

    /** For an end that must promise before its close counts as complete. */
    public static Outcome strict() {
        return new Outcome(CLOSING);
    }

    /** For an end whose close alone says that all is there. */
    public static Outcome plain() {
        return new Outcome(CLOSING_IS_ENOUGH);
    }

    public State state() {
        return standing.state;
    }

    /** What {@link #fail} was given, if that is how the end ended. */
    public @Nullable Throwable cause() {
        return standing.cause;
    }

    /**
     * What that cause said of itself, or its type where it has not said anything so far; empty where there is none. It is foreign code, and
     * who reports may hold a lock that it needs: so the thread that failed the end asks it, and who reports waits for that for a moment.
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
     * @return false where the end has ended already
     */
    public boolean promise() {
        return changeWhileOpen(PROMISING);
    }

    /** Takes a promise back, where one was made and is not yet kept, and ends a write that went wrong. */
    public void revoke() {
        changeWhileOpen(REVOKING);
    }

    /** As {@link #revoke}, but a write under way goes on: what went wrong is another thread's, or had not begun. */
    public void takeBack() {
        changeWhileOpen(TAKING_BACK);
    }

    /**
     * A write is under way from here on. For the writer.
     *
     * @return false where the end has ended already, or a write is under way already: then two threads write
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

    /** The write under way went well. For the writer. */
    public void endWrite() {
        changeWhileOpen(ENDING);
    }

    /** Ends by closing, also where the heap is full. @return whether this call was the terminal event */
    public boolean close() {
        return changeWhileOpen(closing);
    }

    /**
     * Ends by failing, also where the heap is full. Who made this the terminal event calls {@link #describe} as well, once all who
     * wait are awake.
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

    /** Asks the cause of the failure what it says, which may take its time. */
    public void describe() {
        Throwable cause = cause();
        if (cause != null) {
            reason = saidBy(cause);
        }
    }

    /** Where that fails, its type has to do: a broken message must not hide the failure. */
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
