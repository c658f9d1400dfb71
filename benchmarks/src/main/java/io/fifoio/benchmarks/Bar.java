package io.fifoio.benchmarks;

/**
 * One bar of a panel.
 *
 * @param length the median, with a thin line that shows the range of the values
 * @param value what is written at its end
 * @param remark what is written after that
 */
record Bar(String pipe, Spread length, String value, String remark) {}
