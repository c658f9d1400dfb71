package io.fifoio.benchmarks;

/**
 * One bar of a panel.
 *
 * @param length the median decides it, and a thin line shows from where to where the values went
 * @param value what stands at its end
 * @param remark what stands behind that
 */
record Bar(String pipe, Spread length, String value, String remark) {}
