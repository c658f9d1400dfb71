package io.fifoio;

/** Sizes that were chosen by measuring. */
final class Tuning {
    static final int SLICES = Integer.getInteger("slices", 8);
    static final int RESUME = Integer.getInteger("resume", 2);

    private Tuning() {}
}
