package io.fifoio.benchmarks;

/**
 * Options of the measured JVMs: a heap of one size, touched before the start. It matters to the rivals that allocate: in
 * a heap that still grows, what they fill is mostly memory that the system has yet to supply, and they look up to eight
 * times as slow as they are.
 */
final class FixedHeap {

    static final String LEAST = "-Xms1g";
    static final String MOST = "-Xmx1g";
    static final String TOUCHED = "-XX:+AlwaysPreTouch";

    private FixedHeap() {}
}
