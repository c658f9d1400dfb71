package io.fifoio.adapters.jdbc;

import java.io.IOException;

/**
 * How long a value may be, and why not longer.
 *
 * @param bytes the longest that is allowed
 * @param reason what limits it, and the way round; ends the message
 */
record Limit(long bytes, String reason) {

    static final Limit NONE = new Limit(Long.MAX_VALUE, "");

    /** @throws TooLarge if a value has come to be longer */
    void check(long length) throws TooLarge {
        if (length > bytes) {
            throw new TooLarge("the value is longer than " + bytes + " bytes: " + reason);
        }
    }

    /** The smaller of both. */
    Limit and(Limit other) {
        return bytes <= other.bytes ? this : other;
    }

    /** What is left of the limit beside other values that take so many bytes of it. */
    Limit less(long others) {
        return others == 0
                ? this
                : new Limit(
                        Math.max(0, bytes - others),
                        reason + ". The other values of the statement take " + others + " bytes of it");
    }

    /** Tells that a value is too long. It is an {@code IOException}, because it may come out of a read that the driver makes. */
    static final class TooLarge extends IOException {

        private static final long serialVersionUID = 1;

        TooLarge(String message) {
            super(message);
        }
    }
}
