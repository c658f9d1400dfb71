package io.fifoio.benchmarks;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** How many megabytes of plain data went through; JMH shows the field under its name, as an amount per second. */
@AuxCounters
@State(Scope.Thread)
public class Moved {

    public double MB;

    void add(long bytes) {
        MB += bytes / 1e6;
    }
}
