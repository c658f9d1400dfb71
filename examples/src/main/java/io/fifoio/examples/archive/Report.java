package io.fifoio.examples.archive;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/**
 * What the job says at its end.
 *
 * @param found what was in the folder
 * @param files regular files in the manifest
 * @param verified regular files in the archive that are what the manifest says
 * @param stored the size of the archive in the database, in bytes
 * @param steps the first of which read the files
 * @param peakHeap in bytes
 */
record Report(Extent found, long files, long verified, long stored, List<StepResult> steps, long peakHeap) {

    private static final double MEGABYTE = 1e6;
    private static final double MEBIBYTE = 1024.0 * 1024;

    void print(PrintWriter out) {
        long in = steps.get(0).bytes();
        line(out, "");
        line(out, "files      %,14d   (and %,d folders, %,d links)", files, found.directories(), found.links());
        if (found.skipped() > 0) {
            line(out, "skipped    %,14d   (pipes, sockets, devices, the database itself)", found.skipped());
        }
        line(out, "bytes in   %,14d", in);
        line(out, "bytes out  %,14d   ratio %.2f", stored, stored == 0 ? 0 : (double) in / stored);
        line(out, "");
        line(out, "step                 MB         s      MB/s");
        for (StepResult step : steps) {
            line(
                    out,
                    "%-8s %14.1f %9.2f %9.1f",
                    step.step(),
                    step.bytes() / MEGABYTE,
                    step.duration().toNanos() / 1e9,
                    step.megabytesPerSecond());
        }
        line(out, "");
        line(
                out,
                "peak heap  %.1f MiB of %.1f MiB",
                peakHeap / MEBIBYTE,
                Runtime.getRuntime().maxMemory() / MEBIBYTE);
        line(out, "%d of %d files verified", verified, files);
        out.flush();
    }

    private static void line(PrintWriter out, String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
