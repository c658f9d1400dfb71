package io.fifoio.benchmarks;

import org.openjdk.jmh.annotations.Fork;

/**
 * The round trip between virtual threads: JMH's own worker is one too. A class of its own, because that requires an
 * option of the JVM.
 */
@Fork(
        value = 3,
        jvmArgs = {FixedHeap.LEAST, FixedHeap.MOST, FixedHeap.TOUCHED, "-Djmh.executor=VIRTUAL"})
public class VirtualRoundTrip extends RoundTrip {

    @Override
    ThreadKind threads() {
        return ThreadKind.VIRTUAL;
    }
}
