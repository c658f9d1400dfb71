package io.fifoio.adapters.archive;

import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Probe;
import io.fifoio.adapters.testing.Probe.Point;
import java.util.ArrayList;
import java.util.List;

/** Entries each of which is one step, because it is short and its size is known; so the archive needs no thread. */
final class PumpedEntries {

    private static final byte[] PART = Payload.ofSize(50_000);

    private PumpedEntries() {}

    static List<Entry> probed(Probe probe) {
        List<Entry> entries = new ArrayList<>();
        entries.add(Entry.directory("logs"));
        for (int i = 0; i <= 6; i++) {
            Point point = i == 0 ? Point.START : i == 3 ? Point.MIDDLE : i == 6 ? Point.END : null;
            entries.add(Entry.file("logs/" + i, PART.length, out -> {
                if (point != null) {
                    probe.at(point);
                }
                out.write(PART);
            }));
        }
        return entries;
    }
}
