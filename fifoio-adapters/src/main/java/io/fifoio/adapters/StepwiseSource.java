package io.fifoio.adapters;

import io.fifoio.adapters.inner.Failures;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * A source that can be written in steps. When it is opened, it needs no thread: each read that finds nothing runs the
 * next step, on the reading thread. So the source sees whatever is bound to the reader's thread (a transaction, a
 * logging context), and a source and a sink that share a connection do not wait for each other.
 */
@FunctionalInterface
@SuppressWarnings("FunctionalInterfaceMethodChanged") // what is written is the same, cut in steps or not
public interface StepwiseSource extends PushSource {

    /**
     * Begins to write the source anew; each step writes to {@code out}.
     *
     * @param out where to write; if this library passes it in, its {@code close()} is a {@code flush()}
     * @throws Exception of any kind; there is nothing to be closed then
     */
    Steps begin(OutputStream out) throws Exception;

    @Override
    default void writeTo(OutputStream out) throws Exception {
        WatchedOutputStream watched = new WatchedOutputStream(out);
        Steps steps = Objects.requireNonNull(begin(watched), "the steps of the source");
        try {
            long before = 0;
            while (steps.next()) {
                if (watched.written() == before && Thread.currentThread().isInterrupted()) {
                    // The step may have waited in vain, as the next ones would, and there is nobody who would go on
                    // later.
                    throw new InterruptedIOException("interrupted before a step of the source wrote something");
                }
                before = watched.written();
            }
        } catch (Throwable failure) {
            // Not by try-with-resources, which breaks on steps that throw the same exception again.
            try {
                steps.close();
            } catch (Throwable second) {
                Failures.suppress(failure, second);
            }
            throw failure;
        }
        steps.close();
    }

    @Override
    default StepwiseSource through(Codec codec) {
        return new StepwiseEncodedSource(this, Objects.requireNonNull(codec, "codec"));
    }

    @Override
    default StepwiseSource ofLength(long bytes) {
        return new StepwiseEncodedSource(this, new LengthCheck(bytes));
    }

    @Override
    default StepwiseSource once() {
        return new StepwiseSingleUseSource(this, new OneUse(this));
    }

    /**
     * Returns the same source, run within tasks that are decorated first. When the source is written in one go, as
     * {@link #open(java.util.concurrent.Executor)} does, the whole is one task. When it is written in steps, as
     * {@link #open()} does, each step is one, and so is closing the steps; the decorator is called for each. If the
     * decorator has to enclose the whole, as a transaction does, use {@code PushSource whole = source::writeTo}, which
     * is never written in steps.
     */
    @Override
    default StepwiseSource within(UnaryOperator<Runnable> decorator) {
        return new StepwiseDecoratedSource(this, Objects.requireNonNull(decorator, "decorator"));
    }

    /**
     * Opens the source for reading. Nothing runs until the first read; then reads run the steps, on the reading thread.
     * What one step writes is kept in the heap, so a step of more than 16 MiB is a failure;
     * {@link #open(java.util.concurrent.Executor)} has no such limit. Close the stream, preferably with
     * try-with-resources.
     */
    @Override
    default SourceInputStream open() {
        return new SourceInputStream(new Pump(LengthCheck.on(this)));
    }

    /** As {@link #open()}; the capacity has no effect, because there is no thread that could run ahead. */
    @Override
    default SourceInputStream open(int capacity) {
        Pipe.checkCapacity(capacity);
        return open();
    }
}
