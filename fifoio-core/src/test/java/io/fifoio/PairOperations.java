package io.fifoio;

import org.jetbrains.lincheck.datastructures.Operation;

/**
 * What Lincheck may call; each end is used by one thread at a time, and the terminal calls come once, so that there is
 * some life before them. They come from the end's own thread: from another one they are not linearizable, nor promised
 * to be, because a read that is in progress when its end is closed may still show what the writer did after that.
 */
public abstract class PairOperations {

    private static final String WRITER = "writer";
    private static final String READER = "reader";

    private final BothEnds ends;

    PairOperations(BothEnds ends) {
        this.ends = ends;
    }

    @Operation(nonParallelGroup = WRITER)
    public Object tryWriteNone() {
        return ends.tryWrite(0);
    }

    @Operation(nonParallelGroup = WRITER)
    public Object tryWriteOne() {
        return ends.tryWrite(1);
    }

    @Operation(nonParallelGroup = WRITER)
    public Object tryWriteTwo() {
        return ends.tryWrite(2);
    }

    @Operation(nonParallelGroup = WRITER)
    public Object complete() {
        return ends.complete();
    }

    @Operation(nonParallelGroup = WRITER, runOnce = true)
    public Object closeOutput() {
        return ends.closeOutput();
    }

    @Operation(nonParallelGroup = WRITER, runOnce = true)
    public Object failOutput() {
        return ends.failOutput();
    }

    @Operation(nonParallelGroup = READER)
    public Object tryReadOne() {
        return ends.tryRead(1);
    }

    @Operation(nonParallelGroup = READER)
    public Object tryReadTwo() {
        return ends.tryRead(2);
    }

    @Operation(nonParallelGroup = READER, runOnce = true)
    public Object closeInput() {
        return ends.closeInput();
    }

    @Operation(nonParallelGroup = READER, runOnce = true)
    public Object failInput() {
        return ends.failInput();
    }
}
