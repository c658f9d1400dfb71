package io.fifoio.adapters.archive;

import io.fifoio.adapters.Steps;
import io.fifoio.adapters.StepwiseSource;
import java.io.OutputStream;
import java.util.function.Function;

/** An archive of some format: written straight out, or in steps. */
record ArchiveSource(Iterable<? extends Entry> entries, Spool spool, Function<OutputStream, ArchiveWriter> format)
        implements StepwiseSource {

    @Override
    public Steps begin(OutputStream out) {
        return new ArchiveSteps(entries.iterator(), spool, format.apply(out), false);
    }

    /** Lets each content write itself straight into the archive: none is opened, so no thread is needed. */
    @Override
    public void writeTo(OutputStream out) throws Exception {
        StepwiseSource straight = target -> new ArchiveSteps(entries.iterator(), spool, format.apply(target), true);
        straight.writeTo(out);
    }
}
