package io.fifoio.adapters.archive;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * The time of a PAX record: seconds since 1970, with a fraction, and with an exponent as Python writes small and large
 * ones.
 */
final class PaxTime {

    /** All numbers are limited in length, so that what is computed from them is limited too. */
    private static final Pattern TIME = Pattern.compile("-?\\d{1,400}(?:\\.\\d{0,400})?(?:[eE][+-]?\\d{1,9})?");

    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    /** The number of digits of the seconds that an instant can have. */
    private static final int MOST_DIGITS = 17;

    private PaxTime() {}

    /** Parses a time. One before the first instant or after the last becomes that instant. */
    static Instant parse(String text) throws IOException {
        if (!TIME.matcher(text).matches()) {
            throw new IOException("the PAX record mtime is no time: " + Names.shown(text));
        }
        BigDecimal time = new BigDecimal(text);
        // Checked before the number is written out, which an exponent could make arbitrarily long.
        long digits = (long) time.precision() - time.scale();
        if (time.signum() == 0 || digits < -9) {
            return time.signum() < 0 ? Instant.ofEpochSecond(0, -1) : Instant.EPOCH;
        }
        if (digits > MOST_DIGITS) {
            return time.signum() < 0 ? Instant.MIN : Instant.MAX;
        }
        BigDecimal seconds = time.setScale(0, RoundingMode.FLOOR);
        long whole = seconds.longValueExact();
        if (whole < Instant.MIN.getEpochSecond()) {
            return Instant.MIN;
        }
        return whole > Instant.MAX.getEpochSecond()
                ? Instant.MAX
                : Instant.ofEpochSecond(
                        whole, time.subtract(seconds).multiply(NANOS).longValue());
    }
}
