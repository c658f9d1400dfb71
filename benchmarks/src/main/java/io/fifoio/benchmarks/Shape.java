package io.fifoio.benchmarks;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sizes of one case, in bytes; written as {@code writes/reads/ring}, such as {@code 100B/8K/64K}.
 *
 * @param write the length of each write; 1 stands for {@code write(int)}
 * @param read the length of the array of each read; 1 stands for {@code read()}
 * @param ring the capacity of the pipe
 */
record Shape(int write, int read, int ring) {

    private static final Pattern WRITTEN = Pattern.compile("(\\d+)([BKM])/(\\d+)([BKM])/(\\d+)([BKM])");

    /** From this size on, copying determines the speed, and not the cost of a call. */
    private static final int LARGE = 4096;

    static Shape parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "a shape is written as 100B/8K/64K (writes/reads/ring), not '" + text + "'");
        }
        return new Shape(size(matcher, 1), size(matcher, 3), size(matcher, 5));
    }

    private static int size(Matcher matcher, int group) {
        int unit = switch (matcher.group(group + 1)) {
            case "K" -> 1024;
            case "M" -> 1024 * 1024;
            default -> 1;
        };
        return Math.multiplyExact(Integer.parseInt(matcher.group(group)), unit);
    }

    /**
     * How many bytes one invocation moves: enough for some milliseconds, so that starting and stopping do not count,
     * and a multiple of both lengths.
     */
    long amount() {
        long wanted = Math.min(write, read) >= LARGE ? 256L << 20 : write == 1 || read == 1 ? 4L << 20 : 16L << 20;
        return roundedUp(wanted);
    }

    /** A small part of {@link #amount()}, for what is slow. */
    long smallAmount() {
        return roundedUp(amount() / 16);
    }

    private long roundedUp(long wanted) {
        long unit = (long) write / greatestCommonDivisor(write, read) * read;
        return (wanted + unit - 1) / unit * unit;
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }
}
