package io.fifoio.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The two ends of a pipe, as streams. */
record Pipe(OutputStream output, InputStream input) {

    /** Closes both ends, the writer's first, as two parties that are done would. */
    void close() throws IOException {
        try {
            output.close();
        } finally {
            input.close();
        }
    }

    /** Closes both ends, the reader's first, so that no writer waits to get rid of what it has buffered. */
    void abandon() {
        try {
            try {
                input.close();
            } finally {
                output.close();
            }
        } catch (IOException outputMissesItsReader) {
            // That is what was asked for.
        }
    }
}
