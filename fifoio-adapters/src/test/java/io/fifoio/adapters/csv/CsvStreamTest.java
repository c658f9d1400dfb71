package io.fifoio.adapters.csv;

import io.fifoio.adapters.OpenedStreamContract;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.testing.Probe;
import io.fifoio.adapters.testing.ProbedRows;

/** The contract for CSV. */
final class CsvStreamTest extends OpenedStreamContract {

    @Override
    protected PushSource source(Probe probe) {
        return ProbedRows.of(Csv.rows(), probe);
    }

    @Override
    protected PushSource closingSource(Probe probe) {
        return ProbedRows.closing(Csv.rows(), probe);
    }
}
