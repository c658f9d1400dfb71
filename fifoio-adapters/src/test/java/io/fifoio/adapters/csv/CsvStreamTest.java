package io.fifoio.adapters.csv;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SteppedStreamContract;
import io.fifoio.adapters.StepwiseSource;
import io.fifoio.adapters.testing.Probe;
import io.fifoio.adapters.testing.ProbedRows;

/** The contract for CSV. */
final class CsvStreamTest extends SteppedStreamContract {

    @Override
    public StepwiseSource source(Probe probe) {
        return ProbedRows.of(Csv.rows(), probe);
    }

    @Override
    public PushSource closingSource(Probe probe) {
        return ProbedRows.closing(Csv.rows(), probe);
    }
}
