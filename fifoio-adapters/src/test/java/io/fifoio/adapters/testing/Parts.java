package io.fifoio.adapters.testing;

import io.fifoio.adapters.Steps;
import io.fifoio.adapters.StepwiseSource;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A source of several steps, listed one after the other; the last one says that it is the last. */
public final class Parts implements StepwiseSource {

    /** One step. */
    @FunctionalInterface
    public interface Part {
        void writeTo(OutputStream out) throws Exception;
    }

    /** What is done when the steps are closed. */
    @FunctionalInterface
    public interface Closing {
        void close() throws IOException;
    }

    private final List<Part> parts;
    private final Closing closing;
    private final AtomicInteger closes = new AtomicInteger();

    private Parts(List<Part> parts, Closing closing) {
        this.parts = parts;
        this.closing = closing;
    }

    /** At least one. */
    public static Parts of(Part... parts) {
        return new Parts(List.of(parts), () -> {});
    }

    /** The same, with this done at each closing. */
    public Parts closing(Closing how) {
        return new Parts(parts, how);
    }

    /** How often steps were closed, of all openings. */
    public int closes() {
        return closes.get();
    }

    @Override
    public Steps begin(OutputStream out) {
        return new Steps() {

            private int next;

            @Override
            public boolean next() throws Exception {
                parts.get(next).writeTo(out);
                return ++next < parts.size();
            }

            @Override
            public void close() throws IOException {
                closes.incrementAndGet();
                closing.close();
            }
        };
    }
}
