package io.fifoio.benchmarks.jdbc;

import java.util.Optional;

/**
 * One call that was timed.
 *
 * @param subject the database
 * @param action what was done: {@code write}, {@code read}, {@code export}
 * @param way how
 * @param mib how much, in 1,048,576 bytes
 */
record Shot(String subject, String action, String way, int mib, double millis) {

    private static final String MARK = "SHOT";

    /** A line for the process that started this one. */
    String line() {
        return String.join("\t", MARK, subject, action, way, Integer.toString(mib), Double.toString(millis));
    }

    static Optional<Shot> of(String line) {
        String[] parts = line.split("\t", -1);
        return parts[0].equals(MARK)
                ? Optional.of(new Shot(
                        parts[1], parts[2], parts[3], Integer.parseInt(parts[4]), Double.parseDouble(parts[5])))
                : Optional.empty();
    }

    /** What is compared with itself over rounds. */
    String key() {
        return subject + "\t" + action + "\t" + way + "\t" + mib;
    }
}
