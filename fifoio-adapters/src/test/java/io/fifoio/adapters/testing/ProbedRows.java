package io.fifoio.adapters.testing;

import io.fifoio.adapters.OpenedStreamContract;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.Row;
import io.fifoio.adapters.RowFormat;
import io.fifoio.adapters.RowWriter;
import io.fifoio.adapters.StepwiseSource;
import io.fifoio.adapters.testing.Probe.Point;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Rows of binary values, short and long, with a probe on the way. */
public final class ProbedRows {

    private static final byte[] PAYLOAD = Payload.ofSize(OpenedStreamContract.LENGTH);
    private static final int PART = PAYLOAD.length / 10;
    private static final List<Integer> PARTS = List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    private static final List<String> COLUMNS = List.of("number", "payload");

    private ProbedRows() {}

    public static StepwiseSource of(RowFormat format, Probe probe) {
        return format.of(COLUMNS, PARTS, (Row row, Integer i) -> {
            if (i == 0) {
                probe.at(Point.START);
            }
            if (i == PARTS.size() / 2) {
                probe.at(Point.MIDDLE);
            }
            fill(row, i);
            if (i == PARTS.size() - 1) {
                probe.at(Point.END);
            }
        });
    }

    /** All rows and their end, and then the probe. */
    public static PushSource closing(RowFormat format, Probe probe) {
        return out -> {
            RowWriter rows = format.begin(out, COLUMNS);
            for (int i : PARTS) {
                fill(rows, i);
                rows.endRow();
            }
            rows.end();
            out.close();
            probe.at(Point.END);
        };
    }

    private static void fill(Row row, int i) throws IOException {
        row.integer(i);
        try (OutputStream binary = row.binary()) {
            binary.write(PAYLOAD, i * PART, PART);
        }
    }
}
