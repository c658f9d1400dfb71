package io.fifoio.examples;

import io.fifoio.adapters.SinkOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** An API that reads, used as a stream to write to. */
public final class InputStreamAsOutputStream {

    private InputStreamAsOutputStream() {}

    static long countLines(InputStream in) throws IOException {
        try (Scanner lines = new Scanner(new GZIPInputStream(in), StandardCharsets.UTF_8)) {
            return lines.useDelimiter("\n").tokens().count();
        }
    }

    /** Counts lines that are written, compressed, to a stream whose other end decompresses and counts. */
    public static void main(String[] arguments) throws IOException {
        // README: sink
        try (var counting = SinkOutputStream.to(in -> countLines(in))) {
            GZIPOutputStream gzip = new GZIPOutputStream(counting);
            PrintStream lines = new PrintStream(gzip, false, StandardCharsets.UTF_8);
            for (int i = 0; i < 1000; i++) {
                lines.print("line " + i + "\n");
            }
            lines.flush();
            gzip.finish();
            counting.complete(); // without it the sink's read throws instead of reaching the end of data
            System.out.println(counting.result() + " lines");
        }
        // README: end
    }
}
