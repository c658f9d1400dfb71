package io.fifoio.adapters;

import io.fifoio.adapters.testing.Parts;
import io.fifoio.adapters.testing.Probe;
import org.junit.jupiter.api.Nested;

/** The contract for a kind of source that is written in steps, with either engine. */
public abstract class SteppedStreamContract {

    /** As {@link OpenedStreamContract#source}. */
    public abstract StepwiseSource source(Probe probe);

    /** As {@link OpenedStreamContract#closingSource}; in one step, if it is not written in several. */
    public abstract PushSource closingSource(Probe probe);

    @Nested
    final class ByPump extends OpenedStreamContract {

        @Override
        public Class<?> kind() {
            return SteppedStreamContract.this.getClass();
        }

        @Override
        public PushSource source(Probe probe) {
            return SteppedStreamContract.this.source(probe);
        }

        @Override
        public PushSource closingSource(Probe probe) {
            PushSource closing = SteppedStreamContract.this.closingSource(probe);
            return closing instanceof StepwiseSource ? closing : Parts.of(closing::writeTo);
        }
    }

    @Nested
    final class ByPipe extends PipedStreamContract {

        @Override
        public Class<?> kind() {
            return SteppedStreamContract.this.getClass();
        }

        @Override
        public PushSource source(Probe probe) {
            return SteppedStreamContract.this.source(probe);
        }

        @Override
        public PushSource closingSource(Probe probe) {
            return SteppedStreamContract.this.closingSource(probe);
        }
    }
}
