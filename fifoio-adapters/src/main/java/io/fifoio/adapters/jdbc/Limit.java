package io.fifoio.adapters.jdbc;

import java.io.IOException;

/**
 * How long a value may be, and why not longer.
 *
 * @param bytes the longest that is allowed
 * @param reason what limits the length, and what to do instead; the end of the message
 */
record Limit(long bytes, String reason) {

    static final Limit NONE = new Limit(Long.MAX_VALUE, "");

    /** @throws TooLarge if a value has become longer */
    void check(long length) throws TooLarge {
        if (length > bytes) {
            throw new TooLarge("the value is longer than " + bytes + " bytes: " + reason);
        }
    }

    /** The smaller of both. */
    Limit and(Limit other) {
        return bytes <= other.bytes ? this : other;
    }

    /** Returns what is left of the limit when other values take the given number of bytes of it. */
    Limit less(long others) {
        return others == 0
                ? this
                : new Limit(
                        Math.max(0, bytes - others),
                        reason + ". The other values of the statement take " + others + " bytes of it");
    }

    /**
     * Thrown if a value is too long. It is an {@code IOException}, because it may be thrown by a read that the driver
     * makes.
     */
    static final class TooLarge extends IOException {

        private static final long serialVersionUID = 1;

        TooLarge(String message) {
            super(message);
        }
    }
}
